import { expect, it } from 'vitest'
import { trialSchema } from '../../../../../src/engine/config/experiment'
import { changeable, presentRate, rateMarks } from '../../../../../src/renderer/rooms/run/rates'
import { storedRun } from '../../../stored-run'

const config = trialSchema.parse({
  data: { source: 'xor' },
  network: { layers: [{ units: 2 }] },
  loss: 'cross_entropy',
  optimizer: { name: 'sgd', learningRate: 0.1 },
  epochs: 9,
})
const change = (epoch: number, learningRate: number) => ({ epoch, learningRate, at: '2030-01-01T00:00:00.000Z' })
const [first, second] = [
  storedRun(config, { id: 1, status: 'running', rateChanges: [change(3, 0.05), change(7, 0.01)] }),
  storedRun(config, { id: 2, status: 'paused', rateChanges: [change(3, 0.02)] }),
]

it('running and paused trials take another rate, whose present value is the one that was set last', () => {
  const rows = [first, second, storedRun(config, { id: 3, status: 'queued' }), storedRun(config, { id: 4, status: 'stopped' })]
  expect(changeable(rows).map(({ id }) => id)).toEqual([1, 2])
  expect(rows.map(presentRate)).toEqual([0.01, 0.02, 0.1, 0.1])
})

it('a mark stands where the epochs before a change end, once however many trials change there', () => {
  expect(rateMarks([first, second]).map(({ x }) => x)).toEqual([2, 6])
})
