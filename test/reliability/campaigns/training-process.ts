/** The training process, or the thread that trains, is killed in the middle of an epoch. */
import { setTimeout as sleep } from 'node:timers/promises'
import { isFinal } from '../../../src/api/records'
import type { RandomStream } from '../../../src/engine/random/stream'
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { shortTrial } from '../parts/host'
import { openOwnLab, type OwnLab } from '../parts/own-lab'
import { programFile } from '../parts/programs'

/** Epochs of the trial: part of a second. */
const epochs = 150
/** Within so many milliseconds the run must be shown as interrupted. */
const limit = 2000

export const trainingProcess: Campaign = {
  name: 'training-process',
  title: 'the training process or its thread killed, run resumed',
  counts: { ordinary: 6, long: 200 },
  missing: nothingMissing,
  async run({ count, random, scratch, tally }: Context) {
    const threads = openOwnLab(scratch(), programFile('mortal-trainer'))
    const processes = openOwnLab(scratch())
    try {
      const whole = await processes.start(shortTrial(epochs))
      await processes.until(whole, ({ status }) => isFinal(status))
      const expected = await processes.digests(whole)
      const slowest = { thread: 0, process: 0 }
      let interrupted = 0
      for (let attempt = 0; attempt < count; attempt++) {
        const kind = process.platform !== 'win32' && attempt % 2 === 0 ? 'thread' : 'process'
        const lab = kind === 'thread' ? threads : processes
        const { problems, status, milliseconds } = await killAndResume(lab, kind, random(attempt), expected)
        slowest[kind] = Math.max(slowest[kind], milliseconds)
        if (status === 'interrupted') interrupted++
        tally.add(`kill ${attempt} (${kind})`, problems)
      }
      tally.note(
        `${interrupted} runs were interrupted and resumed; shown as interrupted after at most ${Math.round(slowest.thread)} ms (thread) and ${Math.round(slowest.process)} ms (process)`,
      )
    } finally {
      await Promise.all([threads.close(), processes.close()])
    }
  },
}

async function killAndResume(lab: OwnLab, kind: 'thread' | 'process', random: RandomStream, expected: readonly string[]) {
  const problems: string[] = []
  const run = await lab.start(shortTrial(epochs))
  const from = random.integerBelow(epochs / 2)
  const before = await lab.until(run, ({ epochsDone, status }) => epochsDone >= from || isFinal(status))
  await sleep(random.integerBelow(20))
  const pid = lab.processes.at(-1)?.pid
  if (pid === undefined) throw new Error('The training process has no number')
  const killed = performance.now()
  process.kill(pid, kind === 'thread' ? 'SIGUSR2' : 'SIGKILL')
  const row = await lab.until(run, ({ status }) => isFinal(status))
  const milliseconds = performance.now() - killed
  // It may have been through before the kill came.
  if (row.status !== 'interrupted' && row.status !== 'done') problems.push(`the run is ${row.status}: ${String(row.message)}`)
  if (milliseconds > limit) problems.push(`it took ${Math.round(milliseconds)} ms until the run was ${row.status}`)
  if (row.epochsDone < before.epochsDone) problems.push(`${before.epochsDone} epochs were shown, ${row.epochsDone} are stored`)
  const kept = await lab.digests(run)
  if (!sameStart(kept, expected)) problems.push('the epochs that were kept have other weights')
  if (row.status === 'interrupted') {
    await lab.client.call('runs.resume', { runs: [run] })
    const resumed = await lab.until(run, ({ status }) => isFinal(status))
    if (resumed.status !== 'done') problems.push(`after it was resumed the run is ${resumed.status}: ${String(resumed.message)}`)
    const digests = await lab.digests(run)
    if (digests.length !== expected.length || !sameStart(digests, expected)) problems.push('the resumed run has other weights than the whole one')
  }
  return { problems, status: row.status, milliseconds }
}

function sameStart(digests: readonly string[], expected: readonly string[]): boolean {
  return digests.every((digest, epoch) => digest === expected[epoch])
}
