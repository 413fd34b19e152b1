import { expect, test } from 'vitest'
import { fileName } from '../../../src/charts/file-name'

test.each([
  ['Fig. 4 · MNIST', 'Fig-4-MNIST.png'],
  ['Loss / accuracy: "a" <b>?', 'Loss-accuracy-a-b.png'],
  ['../../etc/passwd', 'etc-passwd.png'],
  ['Größe λ = 0,1', 'Größe-λ-0-1.png'],
  ['', 'figure.png'],
  ['...', 'figure.png'],
  ['CON', 'CON-figure.png'],
  ['a\u0000b\nc', 'a-b-c.png'],
])('%j becomes %s', (title, name) => {
  expect(fileName(title, 'png')).toBe(name)
})

test('a long title is cut', () => {
  expect(fileName('x'.repeat(500), 'png')).toBe(`${'x'.repeat(80)}.png`)
})
