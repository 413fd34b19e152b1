/** Images on their way into the lab: from a window, and from a folder of this computer. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { datasetFolder } from '../../../../db/datasets'
import type { LabClient } from '../../../../src/api/client'
import type { ImportProgress } from '../../../../src/api/datasets'
import { encodeIdx } from '../../../../src/engine/data/encode-idx'
import { importPictureFolder } from '../../../../src/main/lab/datasets/import-pictures'
import { temporaryFolder } from '../../db/fixtures'
import { openLab } from './fixtures'

async function send(client: LabClient, bytes: Uint8Array): Promise<string> {
  const { transfer } = await client.call('archives.receive', { transfer: null, offset: 0, bytes })
  return transfer
}
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** Four images of 1 x 2 pixels, of two classes. */
const images = encodeIdx([4, 1, 2], Uint8Array.of(0, 255, 51, 102, 255, 0, 1, 2))
const labels = encodeIdx([4], Uint8Array.of(7, 3, 7, 3))

/** A picture of one grey value. */
function png(columns: number, rows: number, grey: number): Uint8Array {
  const picture = new PNG({ width: columns, height: rows })
  for (let i = 0; i < picture.data.length; i++) picture.data[i] = i % 4 === 3 ? 255 : grey
  return PNG.sync.write(picture)
}

describe('two IDX files from a window', () => {
  const importPair = async (client: LabClient, ofImages: Uint8Array, ofLabels: Uint8Array) =>
    client.call('datasets.importImages', {
      images: { transfer: await send(client, ofImages), fileName: 'shapes-idx3-ubyte' },
      labels: { transfer: await send(client, ofLabels), fileName: 'labels-idx1-ubyte' },
      name: 'Shapes',
    })

  test('become a data set with both of their names', async () => {
    const { client } = openLab()
    const { row } = await importPair(client, images, labels)
    expect(row).toMatchObject({ name: 'Shapes', samples: 4, inputs: 2, outputs: 2, content: { image: { rows: 1, columns: 2 } } })
    expect([row.source.file, row.source.labels?.file]).toEqual(['shapes-idx3-ubyte', 'labels-idx1-ubyte'])
    expect(await client.call('datasets.list', {})).toEqual([row])
  })

  test('are refused with the name of the file and the byte, nothing is left, and the next are taken', async () => {
    const folder = temporaryFolder()
    const { client } = openLab({ folder })
    await expect(importPair(client, images.with(2, 9), labels)).rejects.toMatchObject({
      code: 'data',
      message: 'shapes-idx3-ubyte, byte 2: expected type 0x08, unsigned bytes, found 0x09',
    })
    await expect(importPair(client, images, labels.subarray(0, 11))).rejects.toThrow('labels-idx1-ubyte, byte 8: expected 4 values')
    await expect(importPair(client, images, encodeIdx([3], Uint8Array.of(7, 3, 7)))).rejects.toThrow('expected 4 labels for the images of shapes-idx3-ubyte')
    expect(readdirSync(datasetFolder(folder))).toEqual([])
    // More than there may be at once: each failure has ended its transfers.
    expect((await importPair(client, images, labels)).present).toBe(false)
  })
})

describe('a folder of pictures from a window', () => {
  const pictures = [png(1, 1, 10), png(2, 2, 200), png(1, 1, 30)] as const
  const index = [
    { name: 'light', pictures: [{ name: 'only.png', bytes: pictures[1].length }] },
    { name: 'dark', pictures: [{ name: 'b.png', bytes: pictures[2].length }, { name: 'a.png', bytes: pictures[0].length }] }, // prettier-ignore
  ]
  const bytes = Buffer.concat([pictures[1], pictures[2], pictures[0]])
  const importBundle = async (client: LabClient, ofIndex: unknown, content: Uint8Array) =>
    client.call('datasets.importPictures', {
      index: await send(client, text(ofIndex)),
      pictures: await send(client, content),
      folderName: 'greys',
      size: { rows: 1, columns: 2 },
    })

  test('becomes the data set that the same folder of this computer becomes', async () => {
    const { client } = openLab()
    const { row } = await importBundle(client, index, bytes)
    expect(row).toMatchObject({ name: 'greys', samples: 3, inputs: 2, content: { target: { classes: [{ name: 'dark', count: 2 }, { name: 'light', count: 1 }] } } }) // prettier-ignore

    const folder = temporaryFolder()
    const place = join(folder, 'greys')
    for (const name of ['dark', 'light', '.hidden']) mkdirSync(join(place, name), { recursive: true })
    writeFileSync(join(place, 'dark', 'a.png'), pictures[0])
    writeFileSync(join(place, 'dark', 'b.png'), pictures[2])
    writeFileSync(join(place, 'dark', 'notes.txt'), 'no picture')
    writeFileSync(join(place, 'light', 'only.png'), pictures[1])
    const told: ImportProgress[] = []
    const watch = { onProgress: (progress: ImportProgress) => told.push(progress) }
    const fromFolder = await importPictureFolder({ folder, pictures: place, size: { rows: 1, columns: 2 } }, watch)
    expect([fromFolder.digest, fromFolder.source]).toEqual([row.digest, row.source])
    expect(told[0]).toEqual({ done: pictures[0].length, total: bytes.length })
  })

  test('is refused with the name of the picture, or where index and pictures are not of one another', async () => {
    const folder = temporaryFolder()
    const { client } = openLab({ folder })
    const damaged = Buffer.from(bytes)
    damaged[0] = 0
    await expect(importBundle(client, index, damaged)).rejects.toMatchObject({
      code: 'data',
      message: 'light/only.png, byte 0: it is no PNG picture. Nothing was added',
    })
    await expect(importBundle(client, index, bytes.subarray(1))).rejects.toThrow(`The pictures have ${bytes.length - 1} bytes, but their index counts ${bytes.length}`) // prettier-ignore
    await expect(importBundle(client, { light: 3 }, bytes)).rejects.toThrow('The index of the pictures takes a list of classes')
    await expect(importBundle(client, [...index, { name: 'empty', pictures: [] }], bytes)).rejects.toThrow('greys, folder empty: it has no PNG picture')
    expect(readdirSync(datasetFolder(folder))).toEqual([])
  })

  test('is not imported where that is to end, and says so', async () => {
    const folder = temporaryFolder()
    const place = join(folder, 'greys')
    for (const name of ['dark', 'light']) {
      mkdirSync(join(place, name), { recursive: true })
      writeFileSync(join(place, name, 'a.png'), pictures[0])
    }
    const watch = { onProgress: () => undefined, signal: AbortSignal.abort() }
    await expect(importPictureFolder({ folder, pictures: place, size: null }, watch)).rejects.toMatchObject({ code: 'closed' })
    expect(readdirSync(datasetFolder(folder))).toEqual([])
  })
})
