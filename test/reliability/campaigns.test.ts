/** The campaigns of `npm run test:faults` with a tenth of its faults or less: nothing may be lost. */
import { afterAll, expect, test } from 'vitest'
import type { Outcome } from './campaign'
import { campaigns } from './campaigns'
import { runCampaign } from './run-campaign'
import { tableOf } from './table'

/** Another one may be asked for; the same makes the same faults, as far as the machine's timing lets it. */
const seed = Number(process.env['LAB_FAULTS_SEED'] ?? 1)
const outcomes: Outcome[] = []
afterAll(() => console.log(tableOf(outcomes, campaigns).join('\n')))

test.each(campaigns)('$name: $title', { timeout: 300_000 }, async (campaign) => {
  const outcome = await runCampaign(campaign, campaign.counts.ordinary, seed)
  outcomes.push(outcome)
  expect(outcome.notes.slice(0, outcome.lost), `${outcome.lost} of ${outcome.tried} were lost`).toEqual([])
  expect(outcome.lost).toBe(0)
  // What cannot be made here is said in the table, and is no success.
  expect(outcome.tried > 0).toBe(outcome.notRun === null)
})
