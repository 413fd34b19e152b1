/** The system's clock jumps, back and forth by years, while the lab records: nothing that is promised depends on it. */
import { describe, expect, test } from 'vitest'
import { keptBackups, listBackups } from '../../../../db/backup'
import { epochRecord, temporaryFolder } from '../../db/fixtures'
import { batch, finished, openLab, started, startRuns } from './fixtures'

const right = '2026-05-01T12:00:00.000Z'
const longAgo = '1970-01-01T00:00:10.000Z'
const farAhead = '2099-12-31T23:59:59.000Z'

function jumpingClock() {
  let at = right
  return { now: () => new Date(at), jumpTo: (moment: string) => (at = moment) }
}

describe('when the clock jumps', () => {
  test('runs keep their order and the seconds that were measured', async () => {
    const { now, jumpTo } = jumpingClock()
    const lab = openLab({ now })
    const ids: number[] = []
    for (const moments of [
      [right, longAgo],
      [longAgo, farAhead],
      [farAhead, right],
    ] as const) {
      jumpTo(moments[0])
      const [run = 0] = await startRuns(lab)
      lab.trainer.report(started(run), batch(run, 1, [0, 1]))
      jumpTo(moments[1])
      lab.trainer.report(batch(run, 2, [2]), finished(run))
      ids.push(run)
    }
    const rows = await lab.client.call('runs.list', {})
    expect(rows.map(({ id, status, epochsDone }) => [id, status, epochsDone])).toEqual([...ids].reverse().map((id) => [id, 'done', 2]))
    const [{ epochs = [] } = {}] = await lab.client.call('runs.epochs', { runs: [ids[0]!] })
    // The seconds are those of the report, which come from a monotonic clock.
    expect(epochs.map(({ seconds }) => seconds)).toEqual([0, 1, 2].map((epoch) => epochRecord(epoch, 1).seconds))
  })

  test('what was moved to the trash in the meantime is not purged as old', async () => {
    const folder = temporaryFolder()
    const { now, jumpTo } = jumpingClock()
    const first = openLab({ folder, now })
    const [run = 0] = await startRuns(first)
    first.trainer.report(started(run), batch(run, 1, [0]), finished(run))
    jumpTo(longAgo)
    await first.client.call('runs.trash', { runs: [run] })
    await first.lab.close()

    jumpTo(right)
    const second = openLab({ folder, now })
    expect(await second.client.call('runs.get', { run })).toMatchObject({ id: run, trashedAt: longAgo })
    await second.lab.close()

    jumpTo('2026-06-30T12:00:00.000Z')
    expect(await openLab({ folder, now }).lab.invoke('runs.get', { run })).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('a backup is not removed as the oldest of those that have a date to come', async () => {
    const folder = temporaryFolder()
    const { now, jumpTo } = jumpingClock()
    const lab = openLab({ folder, now })
    const [run = 0] = await startRuns(lab)
    lab.trainer.report(started(run), batch(run, 1, [0]), finished(run))
    for (let k = 0; k < keptBackups.manual; k++) {
      jumpTo(`2099-01-${String(k + 1).padStart(2, '0')}T00:00:00.000Z`)
      await lab.client.call('storage.backup', {})
    }
    jumpTo(right)
    const taken = await lab.client.call('storage.backup', {})
    expect(listBackups(folder).map(({ file }) => file)).toContain(taken.file)
  })
})
