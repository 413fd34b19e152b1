/** All campaigns, in the order in which the table shows them. */
import type { Campaign } from './campaign'
import { damagedDatabases } from './campaigns/damaged-databases'
import { diskErrors } from './campaigns/disk-errors'
import { fullDatabase } from './campaigns/full-database'
import { fullDisk } from './campaigns/full-disk'
import { folders } from './campaigns/folders'
import { kills } from './campaigns/kills'
import { logTails } from './campaigns/log-tails'
import { parsers } from './campaigns/parsers'
import { soak } from './campaigns/soak'
import { endingSignals } from './campaigns/signals'
import { suspensions } from './campaigns/suspensions'
import { trainingProcess } from './campaigns/training-process'
import { syncedCommits, systemCalls } from './campaigns/system-calls'

export const campaigns: readonly Campaign[] = [
  kills,
  systemCalls,
  syncedCommits,
  diskErrors,
  fullDatabase,
  fullDisk,
  logTails,
  damagedDatabases,
  trainingProcess,
  endingSignals,
  suspensions,
  folders,
  parsers,
  soak,
]
