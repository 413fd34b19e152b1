/** Runs one campaign in folders of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStream } from '../../src/engine/random/stream'
import type { Campaign, Outcome } from './campaign'
import { Tally } from './tally'

/** A campaign that throws has lost one attempt: the fault has reached the campaign itself. */
export async function runCampaign({ name, missing, run }: Campaign, count: number, seed: number): Promise<Outcome> {
  const notRun = missing()
  if (notRun !== null) return { name, tried: 0, survived: 0, lost: 0, seconds: 0, notes: [], notRun }
  const tally = new Tally()
  const folders: string[] = []
  const scratch = () => {
    const folder = mkdtempSync(join(tmpdir(), `lab-${name}-`))
    folders.push(folder)
    return folder
  }
  const begun = performance.now()
  try {
    await run({ count, seed, random: (attempt) => createStream(seed, 'selection', attempt), scratch, tally })
  } catch (error) {
    tally.add('the campaign itself', [error instanceof Error ? (error.stack ?? error.message) : String(error)])
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
  const { tried, survived, lost, notes } = tally
  return { name, tried, survived, lost, seconds: (performance.now() - begun) / 1000, notes, notRun }
}
