import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { importPictures } from '../../../../src/interop/tables/pictures'
import { decodePng, stretch } from '../../../../src/interop/tables/png'

/** A picture of these colours, red, green, blue and opacity of each pixel. */
function png(columns: number, rows: number, colours: number[]): Uint8Array {
  const picture = new PNG({ width: columns, height: rows })
  picture.data.set(colours)
  return PNG.sync.write(picture)
}
const grey = (columns: number, rows: number, values: number[]) =>
  png(
    columns,
    rows,
    values.flatMap((value) => [value, value, value, 255]),
  )

describe('a picture', () => {
  test('is read as its luma, over white where it is transparent', () => {
    const colours = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0]
    // 0.299 * 255 = 76.2, 0.587 * 255 = 149.7, 0.114 * 255 = 29.07; nothing over white is white.
    expect([...decodePng(png(2, 2, colours), 'p').values]).toEqual([76, 150, 29, 255])
  })

  test('is stretched by the mean of what each pixel covers', () => {
    const picture = { rows: 2, columns: 4, values: Uint8Array.of(0, 10, 20, 30, 40, 50, 60, 70) }
    // (0 + 10 + 40 + 50) / 4 = 25 and (20 + 30 + 60 + 70) / 4 = 45
    expect([...stretch(picture, { rows: 1, columns: 2 })]).toEqual([25, 45])
    // Three from two: the middle one covers half of each.
    expect([...stretch({ rows: 1, columns: 2, values: Uint8Array.of(0, 90) }, { rows: 1, columns: 3 })]).toEqual([0, 45, 90])
    expect([...stretch(picture, { rows: 2, columns: 4 })]).toEqual([...picture.values])
  })

  test.each<[string, Uint8Array, string]>([
    ['no PNG', new Uint8Array(40), 'p, byte 0: it is no PNG picture'],
    ['cut off', grey(2, 1, [1, 2]).subarray(0, 45), 'p, the picture: it is damaged'],
    ['of a size that is not its own', grey(2, 1, [1, 2]).with(19, 200), 'p, the picture: it is damaged'],
    ['larger than memory', grey(2, 1, [1, 2]).with(16, 0x7f), 'pixels; 1 to 16777216 are taken'],
    ['interlaced', grey(2, 1, [1, 2]).with(28, 1), 'p, byte 28: it is interlaced: save it without'],
  ])('that is %s is refused', (_, bytes, message) => {
    expect(() => decodePng(bytes, 'p')).toThrow(message)
  })
})

describe('folders of pictures', () => {
  const classOf = (name: string, ...files: Uint8Array[]) => ({
    name,
    pictures: files.map((bytes, i) => ({ file: `${name}/${i}.png`, read: () => Promise.resolve(bytes) })),
  })
  const take = async (classes: ReturnType<typeof classOf>[], size: { rows: number; columns: number } | null) => {
    const features: number[] = []
    const targets: number[] = []
    const sink = {
      features: (block: Uint8Array) => features.push(...new Float32Array(block.slice().buffer)),
      targets: (block: Uint8Array) => targets.push(...block),
    }
    return {
      ...(await importPictures(classes, { file: 'shapes', size }, () => ({ features: (b) => void sink.features(b), targets: (b) => void sink.targets(b) }))),
      features,
      targets,
    }
  }

  test('become samples of one size, with the class of their folder', async () => {
    const classes = [classOf('dark', grey(1, 1, [0]), grey(1, 1, [51])), classOf('light', grey(2, 2, [255, 255, 255, 255]))]
    const { shape, content, features, targets } = await take(classes, null)
    expect(shape).toEqual({ task: 'classification', samples: 3, inputs: 1, outputs: 2 })
    expect([features, targets]).toEqual([[0, Math.fround(0.2), 1], [0, 0, 1]]) // prettier-ignore
    expect(content).toMatchObject({ image: { rows: 1, columns: 1 }, target: { classes: [{ name: 'dark', count: 2 }, { name: 'light', count: 1 }] } }) // prettier-ignore
    expect((await take(classes, { rows: 1, columns: 2 })).features).toEqual([0, 0, Math.fround(0.2), Math.fround(0.2), 1, 1])
  })

  test('are refused where a class has none, or there is one class alone', async () => {
    await expect(take([classOf('a', grey(1, 1, [0])), classOf('b')], null)).rejects.toThrow('shapes, folder b: it has no PNG picture')
    await expect(take([classOf('a', grey(1, 1, [0]))], null)).rejects.toThrow('expected a folder for each of 2 to 256 classes, found 1')
  })
})
