/** SIGSTOP and SIGCONT, as a closed lid and a debugger do: training goes on to the same bits, or is said to be interrupted. */
import { setTimeout as sleep } from 'node:timers/promises'
import { isFinal } from '../../../src/api/records'
import { heartbeatLimit } from '../../../src/api/trainer'
import type { Campaign, Context } from '../campaign'
import { sendSignal } from '../parts/command'
import { acknowledgedBy, shortTrial, startHost } from '../parts/host'
import { openOwnLab } from '../parts/own-lab'
import { posixOnly } from '../parts/platform'
import { checkStored } from '../parts/stored'

const epochs = 60
/** The whole lab sleeps longer than a training process may be silent. */
const longSleep = heartbeatLimit + 2000
/** One suspension in so many is a long one, beside one of the training process alone. */
const longOnes = 50

export const suspensions: Campaign = {
  name: 'suspensions',
  title: 'the lab suspended and woken; the training process stuck',
  counts: { ordinary: 2, long: 100 },
  missing: posixOnly,
  async run({ count, random, scratch, tally }: Context) {
    const configurations = scratch()
    const digests = new Map<number, string[]>()
    for (let attempt = 0; attempt < count; attempt++) {
      if (attempt % longOnes === longOnes - 2) {
        tally.add(`training process stuck ${attempt}`, await stick(scratch()))
        continue
      }
      const draw = random(attempt)
      const folder = scratch()
      const host = startHost({ folder, scratch: configurations, config: shortTrial(epochs), group: true })
      await host.lineCount(1 + draw.integerBelow(epochs - 20))
      sendSignal(host, 'SIGSTOP', true)
      await sleep(attempt % longOnes === longOnes - 1 ? longSleep : draw.integerBelow(300))
      sendSignal(host, 'SIGCONT', true)
      const { code, err } = await host.ended
      const acknowledged = acknowledgedBy(host)
      const { problems } = checkStored(folder, { acknowledged, digests })
      if (code !== 0 || acknowledged.length !== epochs + 1)
        problems.push(`it ended with ${String(code)} after ${acknowledged.length} epochs: ${err.slice(-300)}`)
      tally.add(`suspension ${attempt}`, problems)
    }
  },
}

/** The training process alone stops: after its silence the run is interrupted, and goes on in a new one. */
async function stick(folder: string): Promise<string[]> {
  const lab = openOwnLab(folder)
  try {
    const run = await lab.start(shortTrial(epochs))
    await lab.until(run, ({ epochsDone }) => epochsDone > 5)
    process.kill(lab.processes.at(-1)?.pid ?? 0, 'SIGSTOP')
    const row = await lab.until(run, ({ status }) => isFinal(status))
    if (row.status !== 'interrupted') return [`the run is ${row.status}`]
    await lab.client.call('runs.resume', { runs: [run] })
    const resumed = await lab.until(run, ({ status }) => isFinal(status))
    return resumed.status === 'done' ? [] : [`after it was resumed the run is ${resumed.status}: ${String(resumed.message)}`]
  } finally {
    await lab.close()
  }
}
