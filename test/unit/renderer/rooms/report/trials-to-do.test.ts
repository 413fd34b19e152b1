/** What figures still need, and how long it takes. */
import { describe, expect, test } from 'vitest'
import type { RunRow, RunStatus } from '../../../../../src/api/records'
import type { TrialConfig } from '../../../../../src/engine/config/experiment'
import { trialWork } from '../../../../../src/engine/config/work'
import { figureExperiment, figureSettings } from '../../../../../src/report/figures'
import { countToDo, indexRuns, isOfReport, rateOf, recordedRates, secondsFor, sourcesOf, trialsToDo } from '../../../../../src/renderer/rooms/report/trialsToDo'
import { runRow } from '../../fake-lab'

const settingsOf = (figure: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8, variant: 'full' | 'quick') => figureSettings(figure, figureExperiment(figure, variant))
function row(config: TrialConfig, seed: number, status: RunStatus, changes: Partial<RunRow> = {}): RunRow {
  return runRow({ config, configDigest: JSON.stringify(config), seed, status, epochs: config.epochs, epochsDone: 0, ...changes })
}

describe('trials', () => {
  test('that several figures need are counted once', () => {
    // Figures 4 to 8 have 13 settings and 3 with the sum reduction, 15 seeds each.
    expect(countToDo(trialsToDo([4, 5, 6, 7, 8], 'full', indexRuns([])))).toBe(16 * 15)
    expect(countToDo(trialsToDo([1, 2, 3, 4, 5, 6, 7, 8], 'full', indexRuns([])))).toBe(3 * 100 + 16 * 15)
    expect(countToDo(trialsToDo([4], 'full', indexRuns([])))).toBe(15)
    expect(trialsToDo([], 'full', indexRuns([]))).toEqual({ trials: 0, recorded: 0, open: 0, settings: [] })
  })

  test('that are recorded or under way are left out, and those that go on count what is left', () => {
    const { config } = settingsOf(3, 'quick')[0]!
    const index = indexRuns([
      row(config, 1, 'done'),
      row(config, 2, 'diverged'),
      row(config, 3, 'running'),
      row(config, 4, 'stopped', { epochsDone: 100 }),
      row(config, 5, 'failed', { epochsDone: 100 }),
      row(config, 400, 'done'),
    ])
    const toDo = trialsToDo([3], 'quick', index)
    expect(toDo).toMatchObject({ trials: 20, recorded: 2, open: 1 })
    expect(countToDo(toDo)).toBe(17)
    // 16 whole trials of 300 epochs, and 200 epochs of the one that was stopped.
    expect(toDo.settings.map(({ epochs }) => epochs)).toEqual([16 * 300 + 200])
  })

  test('of several runs the one that has ended counts, whatever their order', () => {
    const { config } = settingsOf(2, 'quick')[0]!
    for (const rows of [
      [row(config, 1, 'failed'), row(config, 1, 'done')],
      [row(config, 1, 'done'), row(config, 1, 'failed')],
    ])
      expect(trialsToDo([2], 'quick', indexRuns(rows)).recorded).toBe(1)
  })

  test('are of the report by their configuration', () => {
    const { config } = settingsOf(4, 'quick')[0]!
    expect(isOfReport({ config })).toBe(true)
    expect(isOfReport({ config: { ...config, epochs: 6 } })).toBe(false)
  })
})

describe('time', () => {
  const toDo = trialsToDo([3], 'full', indexRuns([]))
  const { config } = settingsOf(3, 'full')[0]!

  test('is the measured epoch times all epochs over the workers', () => {
    const rates = new Map([['xor', rateOf(config, 0.002)]] as const)
    // 100 trials of 1000 epochs at 2 ms on 4 workers.
    expect(secondsFor(toDo, rates, 4)).toBeCloseTo(50, 9)
    expect(secondsFor(toDo, rates, 1000)).toBeCloseTo(2, 9)
  })
  test('is not known where a source was not measured', () => {
    expect(sourcesOf(trialsToDo([1, 3, 5], 'full', indexRuns([])))).toEqual(['line', 'xor', 'mnist'])
    expect(secondsFor(toDo, new Map(), 2)).toBeNull()
  })
  test('follows from what is recorded: seconds a unit of work, over all runs of a source', () => {
    const rates = recordedRates([
      row(config, 1, 'done', { epochsDone: 1000, seconds: 3 }),
      row(config, 2, 'stopped', { epochsDone: 500, seconds: 3 }),
      row(config, 3, 'queued'),
    ])
    expect(rates.get('xor')).toBeCloseTo(6 / (1.5 * trialWork(config)), 15)
    expect(rates.size).toBe(1)
  })
})
