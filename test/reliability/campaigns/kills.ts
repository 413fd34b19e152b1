/** kill -9 of the headless lab at random moments, and of its whole process group. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { RandomStream } from '../../../src/engine/random/stream'
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { sendSignal, type Command } from '../parts/command'
import { acknowledgedBy, endlessTrial, startHost } from '../parts/host'
import { inParallel } from '../parts/in-parallel'
import { checkStored, integrityProblems } from '../parts/stored'

/** Labs that are killed at the same time, each in a folder of its own. */
const lanes = 2
/** Kills after which a lane takes a new folder. */
const killsOfFolder = 25

/** What one lane goes on with: every start finds what the kill before it has left. */
interface Lane {
  folder: string
  kills: number
  /** The newest run that was looked at. */
  seen: number
}

export const kills: Campaign = {
  name: 'kills',
  title: 'kill -9 of the headless lab at random moments',
  counts: { ordinary: 25, long: 1000 },
  missing: nothingMissing,
  async run({ count, random, scratch, tally }: Context) {
    const configurations = scratch()
    /** Of all lanes: one trial, hence one row of digests. */
    const digests = new Map<number, string[]>()
    const begin = (): Lane => ({ folder: scratch(), kills: 0, seen: 0 })
    const lane = Array.from({ length: lanes }, begin)
    let epochs = 0
    await inParallel(lanes, count, async (attempt, index) => {
      let at = lane[index] ?? begin()
      if (at.kills === killsOfFolder) at = begin()
      lane[index] = at
      const host = startHost({ folder: at.folder, scratch: configurations, config: endlessTrial, group: true })
      await killAtRandom(host, random(attempt))
      const { signal, err } = await host.ended
      const acknowledged = acknowledgedBy(host)
      const { runs, problems } = checkStored(at.folder, { acknowledged, after: at.seen, digests })
      if (signal !== 'SIGKILL') problems.unshift(`it ended by itself: ${err}`)
      if (++at.kills === killsOfFolder || attempt + lanes >= count) problems.push(...integrityProblems(at.folder))
      at.seen = Math.max(at.seen, ...runs.map(({ id }) => id))
      epochs += acknowledged.length
      tally.add(`kill ${attempt}`, problems)
    })
    tally.note(`${epochs} epochs were acknowledged before the kills`)
  },
}

/** One in five while it starts, the others some epochs later; one in three takes the training process with it. */
async function killAtRandom(host: Command, random: RandomStream): Promise<void> {
  const whole = random.integerBelow(3) === 0
  if (random.integerBelow(5) > 0) await host.lineCount(1 + random.integerBelow(40))
  await sleep(random.integerBelow(random.integerBelow(5) === 0 ? 400 : 30))
  sendSignal(host, 'SIGKILL', whole)
}
