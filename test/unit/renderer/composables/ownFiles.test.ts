import { expect, test } from 'vitest'
import { idxFilesOf } from '../../../../src/renderer/composables/idxFiles'
import { bundleOf, picturesOf, usualSize } from '../../../../src/renderer/composables/pictureFiles'

const file = (name: string, ...bytes: number[]) => new File([Uint8Array.from(bytes)], name)

test('images and labels are told apart by their first bytes, in whatever order and by whatever name', async () => {
  const images = file('b', 0, 0, 8, 3, 0)
  const labels = file('a', 0, 0, 8, 1, 0)
  expect(await idxFilesOf([labels, images])).toEqual({ images, labels })
  expect(await idxFilesOf([images])).toEqual({ images, labels: null })
  // Two of images: the second is refused by name when it is read as labels.
  expect(await idxFilesOf([images, file('c', 0, 0, 8, 3)])).toMatchObject({ images: { name: 'b' }, labels: { name: 'c' } })
  expect(await idxFilesOf([file('packed.gz', 0x1f, 0x8b, 8, 0), file('short', 0, 0)])).toBeNull()
})

test('a class is a folder within the folder; what is hidden, lies elsewhere or is no PNG is left out', () => {
  const paths = [
    's/dark/1.png',
    's/dark/2.PNG',
    's/dark/notes.txt',
    's/dark/.x.png',
    's/dark/deep/3.png',
    's/light/1.png',
    's/.git/1.png',
    's/readme.png',
    's/none/x.jpg',
  ]
  const found = picturesOf(paths.map((path) => ({ path, file: file(path.split('/').at(-1) ?? '') })))
  expect(found.folder).toBe('s')
  expect(found.classes.map(({ name, pictures }) => [name, pictures.map((one) => one.name)])).toEqual([['dark', ['1.png', '2.PNG']], ['light', ['1.png']], ['none', []]]) // prettier-ignore
})

test('pictures are sent end to end, with an index of how long each is', async () => {
  const classes = [{ name: 'b', pictures: [file('2.png', 1, 2), file('1.png', 3)] }, { name: 'a', pictures: [file('1.png', 4, 5)] }] // prettier-ignore
  const { index, pictures } = bundleOf({ folder: 's', classes })
  expect([...new Uint8Array(await pictures.arrayBuffer())]).toEqual([1, 2, 3, 4, 5])
  expect(JSON.parse(await index.text())).toEqual([
    { name: 'b', pictures: [{ name: '2.png', bytes: 2 }, { name: '1.png', bytes: 1 }] }, // prettier-ignore
    { name: 'a', pictures: [{ name: '1.png', bytes: 2 }] },
  ])
})

test('large pictures begin smaller, in their shape', () => {
  expect(usualSize({ rows: 28, columns: 20 })).toEqual({ rows: 28, columns: 20 })
  // 480 x 640 at a scale of 32 / 640
  expect(usualSize({ rows: 480, columns: 640 })).toEqual({ rows: 24, columns: 32 })
  expect(usualSize({ rows: 2000, columns: 1 })).toEqual({ rows: 32, columns: 1 })
})
