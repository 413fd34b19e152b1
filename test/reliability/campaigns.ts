/** All campaigns, in the order in which the table shows them. */
import type { Campaign } from './campaign'
import { kills } from './campaigns/kills'
import { logTails } from './campaigns/log-tails'
import { syncedCommits, systemCalls } from './campaigns/system-calls'

export const campaigns: readonly Campaign[] = [kills, systemCalls, syncedCommits, logTails]
