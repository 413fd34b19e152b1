/** A kill exactly at each write and each fsync of a script of 20 commits. */
import type { Campaign, Context } from '../campaign'
import { startCommand } from '../parts/command'
import { inParallel } from '../parts/in-parallel'
import { spread } from '../parts/points'
import { programFile } from '../parts/programs'
import { commitsBeforeBatches, readScript } from '../parts/script'
import { integrityProblems } from '../parts/stored'
import { countCalls, injecting, straceMissing, type SystemCall } from '../parts/strace'

const commits = 20
const batches = commits - commitsBeforeBatches
const calls: readonly SystemCall[] = ['pwrite64', 'fsync']
const lanes = 2

export const systemCalls: Campaign = {
  name: 'system-calls',
  title: `kill -9 at each write and fsync of ${commits} commits`,
  counts: { ordinary: 15, long: 100_000 },
  missing: straceMissing,
  async run({ count, scratch, tally }: Context) {
    const script = (folder: string, length = batches) => [process.execPath, programFile('commit-script'), folder, String(length)]
    const made = await countCalls(script(scratch()), calls)
    const all = calls.flatMap((call) => Array.from({ length: made.get(call) ?? 0 }, (_, k) => ({ call, when: k + 1 })))
    const chosen = spread(count, all.length)
    await inParallel(lanes, chosen.length, async (index) => {
      const point = all[(chosen[index] ?? 1) - 1]
      if (point === undefined) return
      const { call, when } = point
      const folder = scratch()
      const { code, signal, out, err } = await startCommand([...injecting(call, `signal=SIGKILL:when=${when}`), ...script(folder)]).ended
      const acknowledged = out.split('\n').filter(Boolean).length
      const { commits: stored, problems } = readScript(folder)
      if (signal !== 'SIGKILL' && code !== 137) problems.unshift(`it was not killed (ended with ${String(code)}): ${err}`)
      // The commit in which it was killed may have reached the disk as well, unsaid.
      if (stored < acknowledged || stored > acknowledged + 1) problems.push(`${acknowledged} commits were acknowledged, ${stored} are stored`)
      tally.add(`kill at ${call} ${when}`, [...problems, ...integrityProblems(folder)])
    })
    tally.note(`the script makes ${calls.map((call) => `${made.get(call) ?? 0} ${call}`).join(' and ')} calls`)
  },
}

/** FULL waits for the disk at each commit: twice the batches make at least so many more fsyncs. */
export const syncedCommits: Campaign = {
  name: 'synced-commits',
  title: 'every commit waits for the disk (counted system calls, no fault)',
  counts: { ordinary: 10, long: 100 },
  missing: straceMissing,
  async run({ count, scratch, tally }: Context) {
    const fsyncs = async (length: number) => {
      const made = await countCalls([process.execPath, programFile('commit-script'), scratch(), String(length)], ['fsync'])
      return made.get('fsync') ?? 0
    }
    const few = await fsyncs(count)
    const many = await fsyncs(2 * count)
    tally.note(`${many - few} fsyncs for ${count} further commits`)
    for (let commit = 1; commit <= count; commit++) tally.add(`commit ${commit}`, many - few >= commit ? [] : ['it did not wait for the disk'])
  },
}
