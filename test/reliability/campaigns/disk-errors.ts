/** The disk refuses: fsync fails with EIO, writes fail with ENOSPC, for one call or a few; then it takes them again. */
import type { RandomStream } from '../../../src/engine/random/stream'
import type { Campaign, Context } from '../campaign'
import { acknowledgedBy, shortTrial, startHost, trainWords } from '../parts/host'
import { inParallel } from '../parts/in-parallel'
import { checkStored, integrityProblems } from '../parts/stored'
import { countCalls, injecting, straceMissing, type SystemCall } from '../parts/strace'

const epochs = 40
const lanes = 2

const faults = [
  { call: 'fsync', error: 'EIO' },
  { call: 'pwrite64', error: 'ENOSPC' },
  { call: 'pwrite64', error: 'EIO' },
] as const satisfies { call: SystemCall; error: string }[]

/** What the lab says while a run waits, and what it says where it cannot begin or end. */
const waiting = 'waits, because its epochs could not be stored'
const refusals = ['The disk of', 'Reading or writing', 'cannot be opened', 'could not be marked']

export const diskErrors: Campaign = {
  name: 'disk-errors',
  title: 'fsync fails with EIO, writes with ENOSPC and EIO, then not',
  counts: { ordinary: 3, long: 150 },
  missing: straceMissing,
  async run({ count, random, scratch, tally }: Context) {
    const configurations = scratch()
    const config = shortTrial(epochs)
    const made = await countCalls(trainWords({ folder: scratch(), scratch: configurations, config }), ['fsync', 'pwrite64'])
    const ends = { waited: 0, refused: 0, unseen: 0 }
    await inParallel(lanes, count, async (attempt) => {
      const { call, error } = faults[attempt % faults.length] ?? faults[0]
      const draw = random(attempt)
      const first = pickCall(made.get(call) ?? 1, draw)
      const when = `${first}..${first + draw.integerBelow(3)}`
      const folder = scratch()
      const host = startHost({ folder, scratch: configurations, config, under: injecting(call, `error=${error}:when=${when}`) })
      const { code, err } = await host.ended
      const acknowledged = acknowledgedBy(host)
      const { problems } = checkStored(folder, { acknowledged })
      const waited = err.includes(waiting)
      const refused = refusals.some((text) => err.includes(text))
      if (code !== 0 && !refused) problems.push(`it ended with ${String(code)} and these words: ${err.slice(-300)}`)
      if (code === 0 && acknowledged.length !== epochs + 1) problems.push(`it ended well after ${acknowledged.length} epochs`)
      ends[waited ? 'waited' : refused ? 'refused' : 'unseen']++
      tally.add(`${call} ${when} fails with ${error}`, [...problems, ...integrityProblems(folder)])
    })
    tally.note(
      `${ends.waited} runs waited and went on, ${ends.refused} programs ended with a message, in ${ends.unseen} the error hit nothing that mattered: a call after the last, or one whose failure costs nothing`,
    )
  },
}

/** One in three anywhere, the others in the second half: the first holds the new database. */
function pickCall(made: number, draw: RandomStream): number {
  const before = draw.integerBelow(3) === 0 ? 0 : Math.floor(made / 2)
  return before + 1 + draw.integerBelow(made - before)
}
