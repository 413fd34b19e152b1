/** All campaigns, in the order in which the table shows them. */
import type { Campaign } from './campaign'
import { damagedDatabases } from './campaigns/damaged-databases'
import { kills } from './campaigns/kills'
import { logTails } from './campaigns/log-tails'
import { trainingProcess } from './campaigns/training-process'
import { syncedCommits, systemCalls } from './campaigns/system-calls'

export const campaigns: readonly Campaign[] = [kills, systemCalls, syncedCommits, logTails, damagedDatabases, trainingProcess]
