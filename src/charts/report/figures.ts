/** Recorded data -> the specification of each figure. */
import type { RecordedFigure } from '../../api/report'
import type { ModelEvidence } from '../../report/evidence'
import type { ReportFigureSpec } from './spec'

/** @param models the figure's own evidence; panels whose evidence is missing say so */
export declare function reportFigureSpec(recorded: RecordedFigure, models: readonly ModelEvidence[]): ReportFigureSpec
