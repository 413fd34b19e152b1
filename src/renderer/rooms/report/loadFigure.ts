/** Fetches what is recorded of a figure, asks the stored models that it needs, and makes its specification. */
import type { LabClient } from '../../../api/client'
import type { FigureNumber, FigureVariant, RecordedFigure, StoredImages } from '../../../api/report'
import { reportFigureSpec } from '../../../charts/report/figures'
import type { ReportFigureSpec } from '../../../charts/report/spec'
import { evaluateModel, findMisread, wantedModels, type ModelEvidence } from '../../../report/evidence'
import { failureOf } from '../../failure'

export interface LoadedFigure {
  recorded: RecordedFigure
  models: readonly ModelEvidence[]
  spec: ReportFigureSpec
  /** Why stored models could not be asked, or null. */
  problem: string | null
}

/** Misread digits that figure 4 shows. */
const misreadDigits = 8

/** Images are the same for as long as the window is open. */
export type ImageSource = () => Promise<StoredImages>

/** Null where nothing of the figure has ended by itself. */
export async function loadFigure(lab: LabClient, figure: FigureNumber, variant: FigureVariant, images: ImageSource): Promise<LoadedFigure | null> {
  const recorded = await lab.call('report.figure', { figure, variant })
  if (!recorded.settings.some(({ trials }) => trials.some(({ status }) => status === 'done' || status === 'diverged'))) return null
  const { models, problem } = await askModels(lab, recorded, images)
  return { recorded, models, spec: reportFigureSpec(recorded, models), problem }
}

/** A model that cannot be asked leaves its claims without evidence, and the figure is drawn without it. */
async function askModels(lab: LabClient, recorded: RecordedFigure, images: ImageSource): Promise<Pick<LoadedFigure, 'models' | 'problem'>> {
  const models: ModelEvidence[] = []
  try {
    for (const wanted of wantedModels(recorded)) {
      const { file } = await lab.call('models.get', { run: wanted.trial.run, kind: 'last' })
      models.push(recorded.figure === 4 ? findMisread(wanted, file, await images(), misreadDigits) : evaluateModel(wanted, file))
    }
    return { models, problem: null }
  } catch (error) {
    return { models, problem: failureOf(error).message }
  }
}
