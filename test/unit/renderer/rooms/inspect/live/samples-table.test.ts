/** What was played with becomes a table that is imported to the same samples. */
import { expect, it } from 'vitest'
import { importTable } from '../../../../../../src/interop/tables/import'
import type { DataWords } from '../../../../../../src/renderer/composables/dataWords'
import type { LiveData } from '../../../../../../src/renderer/rooms/inspect/live/liveData'
import { areChanged, changesOf, samplesTable } from '../../../../../../src/renderer/rooms/inspect/live/samplesTable'
import { square } from '../../../../../../src/renderer/rooms/run/learned'

const noWords: DataWords = { image: null, classes: null, features: null }
const place = { plane: square(1), noiseUnit: [1, 1] as const, of: null }

function part(points: number[], targets: LiveData['training']['targets']): LiveData['training'] {
  return { samples: points.length / 2, inputs: 2, features: { kind: 'real', values: Float64Array.from(points) }, targets }
}
const classes = (...labels: number[]) => ({ kind: 'classes' as const, labels: Uint8Array.from(labels), classes: 3 })

/** As the lab imports it. */
async function imported(data: LiveData, points: number[], words: DataWords) {
  const { text, choices } = samplesTable(data, Float64Array.from(points), words)
  const bytes = new TextEncoder().encode(text)
  const features: number[] = []
  const targets: number[] = []
  const open = async function* () {
    yield await Promise.resolve(bytes)
  }
  const { shape, content } = await importTable({ file: 'played.csv', beginning: bytes, open }, choices, ({ task }) => ({
    features: (block) => features.push(...new Float32Array(block.slice().buffer)),
    targets: (block) => targets.push(...(task === 'classification' ? block : new Float64Array(block.slice().buffer))),
  }))
  return { shape, content, features, targets }
}

it('samples lie where they were moved to, those of the validation part where they were, with their classes', async () => {
  const data: LiveData = { training: part([0, 0, 1, 1, 2, 2], classes(2, 0, 1)), validation: part([3, 3], classes(2)), ...place }
  const { shape, content, features, targets } = await imported(data, [0.25, -1e-7, 1, 1, -2.5, 2], noWords)
  expect(shape).toEqual({ task: 'classification', samples: 4, inputs: 2, outputs: 3 })
  expect(features).toEqual([0.25, -1e-7, 1, 1, -2.5, 2, 3, 3].map(Math.fround))
  expect(targets).toEqual([2, 0, 1, 2])
  expect(content.inputs.map(({ name }) => name)).toEqual(['x1', 'x2'])
})

it('names of the file stay, whatever their letters, and a class that looks like a number is one', async () => {
  const words: DataWords = { image: null, classes: ['1', 'a "b", c', 'd\ne'], features: ['class', 'x,y'] }
  const data: LiveData = { training: part([0, 0, 1, 1, 2, 2], classes(2, 0, 1)), validation: null, ...place }
  const { content, targets } = await imported(data, [0, 0, 1, 1, 2, 2], words)
  expect(content.inputs.map(({ name }) => name)).toEqual(['class', 'x,y'])
  const { target } = content
  expect(target).toMatchObject({ task: 'classification', name: 'class of the network' })
  const names = target.task === 'classification' ? target.classes.map(({ name }) => name) : []
  expect(targets.map((label) => names[label])).toEqual(['d\ne', '1', 'a "b", c'])
})

it('numbers to answer stay to the last bit, and a column that is the same in every row stays too', async () => {
  const values = [1 / 3, 1e30, -0.1]
  const data: LiveData = { training: part([0, 5, 1, 5, 2, 5], { kind: 'values', values: Float64Array.from(values), outputs: 1 }), validation: null, ...place }
  const { shape, targets } = await imported(data, [0, 5, 1, 5, 2, 5], noWords)
  expect([shape.task, shape.inputs, targets]).toEqual(['regression', 2, values])
})

it('says how many samples were moved, and adds up noise as its squares do', () => {
  const at = { epoch: 1, batch: 0 }
  const move = (sample: number) => ({ ...at, kind: 'move' as const, sample, x: 0, y: 0 })
  const noise = (deviation: number) => ({ ...at, kind: 'noise' as const, deviation })
  // sqrt(0.3^2 + 0.4^2) = 0.5
  const { moved, noise: added } = changesOf([move(1), noise(0.3), move(7), move(1), noise(0.4)])
  expect([moved, added.times]).toEqual([2, 2])
  expect(added.deviation).toBeCloseTo(0.5, 12)
  expect(changesOf([])).toEqual({ moved: 0, noise: { times: 0, deviation: 0 } })
  expect([areChanged([{ ...at, kind: 'rate', rate: 1, from: 2 }]), areChanged([move(0)])]).toEqual([false, true])
})
