/** Recorded data -> the specification of each figure. */
import type { RecordedFigure } from '../../api/report'
import type { ModelEvidence } from '../../report/evidence'
import { digitsFigure } from './digits-figure'
import { fitFigure } from './fit-figure'
import type { ReportFigureSpec } from './spec'
import { sweepFigure } from './sweep-figure'

/** @param models the figure's own evidence; panels whose evidence is missing say so */
export function reportFigureSpec(recorded: RecordedFigure, models: readonly ModelEvidence[]): ReportFigureSpec {
  switch (recorded.figure) {
    case 1:
    case 2:
    case 3:
      return fitFigure(recorded, models)
    case 4:
      return digitsFigure(recorded, models)
    case 5:
    case 6:
    case 7:
    case 8:
      return sweepFigure(recorded)
  }
}
