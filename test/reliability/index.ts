/** npm run test:faults: every campaign with the counts of the whole run. */
import { helpText, readArguments, UsageError, type Options } from './arguments'
import type { Outcome } from './campaign'
import { campaigns } from './campaigns'
import { runCampaign } from './run-campaign'
import { tableOf } from './table'

async function main(): Promise<number> {
  let options: Options
  try {
    options = readArguments(process.argv.slice(2), campaigns)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${helpText(campaigns)}`)
    return 2
  }
  if (options.help) {
    console.log(helpText(campaigns))
    return 0
  }
  return makeFaults(options)
}

/** @returns the exit code: 1 where something was lost */
async function makeFaults({ chosen, count, seed, json }: Options): Promise<number> {
  const outcomes: Outcome[] = []
  for (const campaign of chosen) {
    console.error(`${campaign.name}: ${campaign.title} ...`)
    outcomes.push(await runCampaign(campaign, count ?? campaign.counts.long, seed))
  }
  if (json) console.log(JSON.stringify({ seed, outcomes }))
  else for (const line of tableOf(outcomes, chosen)) console.log(line)
  return outcomes.some(({ lost }) => lost > 0) ? 1 : 0
}

process.exitCode = await main()
