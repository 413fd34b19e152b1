/** What the pad asks of a lab. */
import { expect, test } from 'vitest'
import { openLab, startRuns } from './fixtures'

test('a model that is wanted for digits and cannot read them is refused by name, and why', async () => {
  const lab = openLab()
  const [run] = await startRuns(lab)
  const answer = await lab.lab.invoke('models.get', { run, kind: 'last', reads: 'digits' })
  expect(answer).toMatchObject({ ok: false, code: 'conflict', field: 'run' })
  expect(answer).toHaveProperty('message', expect.stringMatching(/^Run 1, .*, \(line\) predicts numbers: only a run that tells classes apart can read digits$/))
})

test('without the thread that searches training images, that is refused in words', async () => {
  const { lab } = openLab()
  expect(await lab.invoke('digits.nearest', { pixels: new Uint8Array(784) })).toEqual({
    ok: false,
    code: 'conflict',
    message: 'Training images are searched by a lab with a window: open it',
  })
})

test.each([
  ['a byte too few', new Uint8Array(783)],
  ['no bytes', 'seven'],
])('an image of another shape is refused: %s', async (_, pixels) => {
  const { lab } = openLab()
  expect(await lab.invoke('digits.nearest', { pixels })).toMatchObject({
    ok: false,
    code: 'invalid',
    message: expect.stringContaining('An image takes 784 bytes') as unknown,
  })
})
