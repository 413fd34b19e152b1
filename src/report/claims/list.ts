/** The claims of the report with their tests, in its order. */
import type { ClaimTest } from './claim-test'
import { claim4a, claim4b, claim4c } from './digits'
import { claim1a, claim1b, claim1c, claim2a, claim2b, claim2c, claim3a, claim3b, claim3c } from './drawn-data'
import { claim5a, claim5b, claim5c, claim6a, claim6b, claim7a, claim7b, claim8a } from './settings'

export const claimTests: readonly ClaimTest[] = [
  claim1a,
  claim1b,
  claim1c,
  claim2a,
  claim2b,
  claim2c,
  claim3a,
  claim3b,
  claim3c,
  claim4a,
  claim4b,
  claim4c,
  claim5a,
  claim5b,
  claim5c,
  claim6a,
  claim6b,
  claim7a,
  claim7b,
  claim8a,
]
