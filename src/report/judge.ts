/** From claims and recorded data to verdicts. */
import type { Claim, ClaimId, Judgement, Measurement, Sensitivity } from './claims'
import type { ReportEvidence } from './evidence'

/** The twenty claims in their order. */
export declare const claims: readonly Claim[]

/** Judges one claim. Throws nothing for lack of data: that is a judgement without verdict, or undecided. The same evidence gives the same bits. */
export declare function judge(claim: ClaimId, evidence: ReportEvidence): Judgement

/** The notes of figures 3 and 8, with what the data says of them. */
export declare function sensitivities(evidence: ReportEvidence): Sensitivity[]

/** A measurement in words and numbers, such as "0.966 [0.964, 0.968], n = 15" or "+0.29 points [+0.21, +0.37], n = 15". */
export declare function measurementText(measurement: Measurement): string
