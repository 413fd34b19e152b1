import { expect, test } from 'vitest'
import { figureMetadataSchema } from '../../../src/api/figure-file'
import { findPreset } from '../../../src/engine/config/presets'
import { expandSettings } from '../../../src/engine/config/trials'
import { commonExperiment, comparedMetadata, type DrawnGroup } from '../../../src/report/compared'
import { experimentsOf } from '../../../src/report/metadata'
import { runRow } from '../renderer/rooms/run-row'

const config = { ...findPreset('fig5')!.config, seeds: { count: 3 } }
const expanded = expandSettings(config)
const settings = expanded.ok ? expanded.value : []

/** The first `trials` seeds of each of the first `count` settings. */
function groupsOf(count: number, trials: number, experiment = 1): DrawnGroup[] {
  return settings.slice(0, count).map((setting, s) => ({
    label: setting.label,
    runs: Array.from({ length: trials }, (_, t) => {
      const digests = { configDigest: String(s).repeat(64), dataDigest: 'd'.repeat(64) }
      return runRow({ id: 10 * s + t, experiment, seed: t + 1, config: setting.config, ...digests })
    }),
  }))
}

test('a figure of one whole experiment carries it', () => {
  const groups = groupsOf(3, 3)
  expect(commonExperiment(groups)).toBe(1)
  const metadata = comparedMetadata('Mine', groups, config)
  expect(figureMetadataSchema.parse(metadata)).toEqual(metadata)
  expect(metadata).toMatchObject({ figure: null, variant: null, title: 'Mine', settings: [{ label: 'ReLU' }, { label: 'Sigmoid' }, { label: 'TanH' }] })
  expect(metadata.settings[1]).toMatchObject({ configDigest: '1'.repeat(64), trials: [1, 2, 3].map((seed) => ({ seed, dataDigest: 'd'.repeat(64) })) })
  expect(experimentsOf(metadata)).toEqual([{ ...config, seeds: { list: [1, 2, 3] } }])
})

test('of an experiment that is drawn in part, only what is drawn comes back', () => {
  expect(comparedMetadata('Fewer seeds', groupsOf(3, 2), config).experiment?.seeds).toEqual({ list: [1, 2] })
  const part = comparedMetadata('Fewer settings', groupsOf(2, 3), config)
  expect(part.experiment).toBeNull()
  expect(experimentsOf(part).map(({ name, seeds, sweep }) => [name, seeds, sweep])).toEqual([
    ['ReLU', { list: [1, 2, 3] }, []],
    ['Sigmoid', { list: [1, 2, 3] }, []],
  ])
})

test('runs of several experiments have no experiment in common', () => {
  const groups = [...groupsOf(1, 2), ...groupsOf(1, 2, 2)]
  expect(commonExperiment(groups)).toBeNull()
  expect(comparedMetadata('Two', groups, null).settings).toHaveLength(2)
})
