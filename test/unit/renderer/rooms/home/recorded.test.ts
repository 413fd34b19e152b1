import { expect, test } from 'vitest'
import { sampleTag } from '../../../../../src/api/samples'
import { listRecorded } from '../../../../../src/renderer/rooms/home/recorded'
import { runRow } from '../run-row'

test('samples stand apart from the newest experiments of one’s own, and the archive is left out', () => {
  const sample = { tags: [sampleTag], locked: true }
  const runs = [
    runRow({ id: 9, experiment: 5, name: 'Newest' }),
    runRow({ id: 8, experiment: 4, name: 'Archived', archived: true }),
    runRow({ id: 7, experiment: 3, name: 'Unlocked sample', tags: [sampleTag] }),
    runRow({ id: 6, experiment: 2, name: 'Oldest' }),
    runRow({ id: 5, experiment: 1, name: 'Sample', ...sample }),
    runRow({ id: 4, experiment: 1, name: 'Sample', seed: 2, ...sample }),
  ]
  const { samples, own } = listRecorded(runs, 2)
  expect(samples.map(({ experiment, runs }) => [experiment, runs.length])).toEqual([[1, 2]])
  // An unlocked sample is a run like any other; of three only two are asked for.
  expect(own.map(({ name }) => name)).toEqual(['Newest', 'Unlocked sample'])
})
