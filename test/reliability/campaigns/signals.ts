/** SIGTERM, SIGINT and SIGHUP at random moments, once or twice: the lab stores what it has and ends soon. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { RandomStream } from '../../../src/engine/random/stream'
import type { Campaign, Context } from '../campaign'
import { sendSignal, type Command } from '../parts/command'
import { acknowledgedBy, endlessTrial, startHost, type Acknowledged } from '../parts/host'
import { inParallel } from '../parts/in-parallel'
import { posixOnly } from '../parts/platform'
import { startServing } from '../parts/serving'
import { checkStored } from '../parts/stored'

const lanes = 2
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
type Ending = (typeof signals)[number]
const codes: Record<Ending, number> = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 }
/** Within so many milliseconds it shall have ended; a busy machine may take longer, which is told and no loss. */
const aim = 2000
/** After so many it hangs. */
const limit = 10_000

interface Attempt {
  what: string
  problems: string[]
  /** From the signal to the end of the process. */
  milliseconds: number
}

export const endingSignals: Campaign = {
  name: 'signals',
  title: 'SIGTERM, SIGINT and SIGHUP at random moments, also twice',
  counts: { ordinary: 6, long: 200 },
  missing: posixOnly,
  async run({ count, random, scratch, tally }: Context) {
    const configurations = scratch()
    const times: number[] = []
    await inParallel(lanes, count, async (attempt) => {
      const end = attempt % 3 === 0 ? endServing : endTraining
      const { what, problems, milliseconds } = await end(scratch(), configurations, random(attempt))
      times.push(milliseconds)
      tally.add(`signal ${attempt} (${what})`, problems)
    })
    const slow = times.filter((time) => time > aim).length
    tally.note(
      `${slow} took more than ${aim / 1000} s; ended after ${Math.round(times.reduce((sum, time) => sum + time, 0) / times.length)} ms in the mean, ${Math.round(Math.max(...times))} ms at most`,
    )
  },
}

async function endTraining(folder: string, configurations: string, random: RandomStream): Promise<Attempt> {
  const signal = signals[random.integerBelow(signals.length)] ?? 'SIGTERM'
  const host = startHost({ folder, scratch: configurations, config: endlessTrial, group: true })
  await host.lineCount(1 + random.integerBelow(60))
  await sleep(random.integerBelow(50))
  const acknowledgedBefore = acknowledgedBy(host).length
  const { code, err, milliseconds, twice } = await end(host, signal, random)
  const acknowledged = acknowledgedBy(host)
  const { runs, problems } = checkStored(folder, { acknowledged })
  if (code !== codes[signal]) problems.push(`it ended with ${String(code)}: ${err.slice(-300)}`)
  if (!twice && runs[0]?.status !== 'stopped') problems.push(`the run is ${String(runs[0]?.status)}`)
  if (acknowledged.length < acknowledgedBefore) problems.push('it took back epochs')
  return { what: `lab train, ${signal}${twice ? ' twice' : ''}`, problems: [...problems, ...late(milliseconds)], milliseconds }
}

async function endServing(folder: string, _configurations: string, random: RandomStream): Promise<Attempt> {
  const signal = signals[random.integerBelow(signals.length)] ?? 'SIGTERM'
  const { command, shown, epochCount, disconnect } = await startServing(folder)
  await epochCount(1 + random.integerBelow(60))
  await sleep(random.integerBelow(50))
  const acknowledged: Acknowledged[] = [...shown]
  const { code, err, milliseconds, twice } = await end(command, signal, random)
  disconnect()
  const { runs, problems } = checkStored(folder, { acknowledged })
  if (code !== 0) problems.push(`it ended with ${String(code)}: ${err.slice(-300)}`)
  if (runs[0]?.status !== 'interrupted') problems.push(`the run is ${String(runs[0]?.status)}`)
  return { what: `serving, ${signal}${twice ? ' twice' : ''}`, problems: [...problems, ...late(milliseconds)], milliseconds }
}

/** One in three gets a second signal while it ends. */
async function end(command: Command, signal: Ending, random: RandomStream) {
  const twice = random.integerBelow(3) === 0
  const pause = random.integerBelow(100)
  const sent = performance.now()
  sendSignal(command, signal)
  if (twice) {
    await sleep(pause)
    sendSignal(command, signal)
  }
  const { code, err } = await command.ended
  return { code, err, twice, milliseconds: performance.now() - sent }
}

function late(milliseconds: number): string[] {
  return milliseconds > limit ? [`it took ${Math.round(milliseconds)} ms to end`] : []
}
