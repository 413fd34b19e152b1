/** From claims and recorded data to verdicts. */
import type { FigureNumber, RecordedFigure } from '../api/report'
import type { Claim, ClaimId, Judgement, Verdict } from './claims'
import { runTest, type ClaimTest, type TestResult } from './claims/claim-test'
import { combine } from './claims/condition'
import { claimTests } from './claims/list'
import { fullReason, leftOf, noDataReason, quickReason, tooFew } from './claims/reason'
import { hasData } from './claims/sample'
import type { ReportEvidence } from './evidence'

export { sensitivities } from './claims/sensitivities'
export { measurementText } from './claims/words'

/** The twenty claims in their order. */
export const claims: readonly Claim[] = claimTests.map(({ id, figure, words, test, needs }) => ({ id, figure, words, test, needs }))

/** Judges one claim. Throws nothing for lack of data: that is a judgement without verdict, or undecided. The same evidence gives the same bits. */
export function judge(claim: ClaimId, evidence: ReportEvidence): Judgement {
  const test = findTest(claim)
  const result = runTest(test, evidence)
  const needed = [test.figure, ...test.needs].toSorted((a, b) => a - b)
  const absent = needed.filter((figure) => !result.samples.some((sample) => sample.needed.figure === figure && hasData(sample)))
  if (absent.length > 0) return withoutData(claim, absent, result)
  const figures = needed.flatMap((figure) => evidence.figures.get(figure) ?? [])
  return { claim, ...judged(result, figures), measurements: measurementsOf(result), left: leftOf(result.samples) }
}

function findTest(claim: ClaimId): ClaimTest {
  const found = claimTests.find(({ id }) => id === claim)
  if (!found) throw new RangeError(`there is no claim ${claim}`)
  return found
}

function withoutData(claim: ClaimId, absent: readonly FigureNumber[], { samples }: TestResult): Judgement {
  return { claim, verdict: null, reason: noDataReason(absent), leaning: null, quick: false, measurements: [], left: leftOf(samples) }
}

function judged(result: TestResult, figures: readonly RecordedFigure[]): Pick<Judgement, 'verdict' | 'reason' | 'leaning' | 'quick'> {
  const verdict: Verdict = tooFew(result) === null ? combine(result.conditions) : 'undecided'
  const quick = figures.find(({ variant }) => variant === 'quick')
  if (quick === undefined) return { verdict, reason: fullReason(verdict, result, figures), leaning: null, quick: false }
  const computed = result.conditions.every(({ measurement }) => measurement.value !== null)
  return { verdict: 'undecided', reason: quickReason(quick, result), leaning: computed ? verdict : null, quick: true }
}

function measurementsOf({ conditions, beside }: TestResult): Judgement['measurements'] {
  return [...conditions.map(({ measurement }) => measurement), ...beside]
}
