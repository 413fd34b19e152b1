/** A claim with its test, and what one test finds in the evidence. */
import type { FigureNumber, RecordedFigure } from '../../api/report'
import type { Claim, Measurement } from '../claims'
import { wantedModels, type LineEvidence, type ModelEvidence, type PlaneEvidence, type ReportEvidence, type Role } from '../evidence'
import type { Condition } from './condition'
import { Measurer } from './measurer'
import { sampleOf, type Needed, type Sample } from './sample'

/** What a test may look at. */
export interface Subject {
  measurer: Measurer
  /** The trials of a setting; all that are taken must suffice. */
  take(needed: Needed): Sample
  /** What the model of the median or worst trial says; null where it was not asked, or is that of another trial. */
  line(figure: FigureNumber, role: Role): LineEvidence | null
  plane(figure: FigureNumber, role: Role): PlaneEvidence | null
}

/** What a test finds. */
export interface Finding {
  conditions: readonly Condition[]
  /** Numbers that say more than the conditions need. */
  beside?: readonly Measurement[]
  /** What must be known to read the numbers; empty where nothing. */
  note?: string
}

export interface ClaimTest extends Claim {
  find(subject: Subject): Finding
}

export interface TestResult extends Required<Finding> {
  samples: readonly Sample[]
}

export function runTest(test: ClaimTest, evidence: ReportEvidence): TestResult {
  const samples: Sample[] = []
  const model = (figure: FigureNumber, role: Role) => modelOf(evidence.figures.get(figure), evidence.models.get(figure) ?? [], role)
  const finding = test.find({
    measurer: new Measurer(test.id),
    take(needed) {
      const sample = sampleOf(needed, evidence.figures.get(needed.figure))
      samples.push(sample)
      return sample
    },
    line(figure, role) {
      const found = model(figure, role)
      return found?.kind === 'line' ? found : null
    },
    plane(figure, role) {
      const found = model(figure, role)
      return found?.kind === 'plane' ? found : null
    },
  })
  return { beside: [], note: '', ...finding, samples }
}

/** Trials that were added since may have changed which one is the median: what an earlier one said is no evidence. */
function modelOf(recorded: RecordedFigure | undefined, models: readonly ModelEvidence[], role: Role): ModelEvidence | null {
  const wanted = recorded && wantedModels(recorded).find((one) => one.role === role)
  return models.find((one) => one.role === role && one.run === wanted?.trial.run) ?? null
}
