/** What claims are judged by: recorded figures, and what the stored models of some of their trials say. Terminal and window fill it alike. */
import type { FigureNumber, RecordedFigure } from '../api/report'
import type { ModelEvidence } from './evidence/kinds'

export type { LineEvidence, MisreadDigit, MisreadEvidence, ModelEvidence, PlaneEvidence } from './evidence/kinds'
export { findMisread } from './evidence/misread'
export { evaluateModel } from './evidence/own-data'
export { wantedModels, type Role, type WantedModel } from './evidence/wanted'

/** All that claims are judged by; a figure without data is absent. */
export interface ReportEvidence {
  figures: ReadonlyMap<FigureNumber, RecordedFigure>
  models: ReadonlyMap<FigureNumber, readonly ModelEvidence[]>
}
