/** Collects what the claims are judged by: recorded figures, and what stored models say of them. */
import type { LabClient } from '../../api/client'
import type { FigureNumber, FigureVariant, RecordedFigure } from '../../api/report'
import { evaluateModel, findMisread, wantedModels, type ModelEvidence, type ReportEvidence } from '../../report/evidence'
import { claims } from '../../report/judge'

/** Misread digits that figure 4 shows. */
const misreadDigits = 8

export interface EvidenceQuery {
  figures: readonly FigureNumber[]
  variant: FigureVariant
  /** The seeds 1 to N instead of the variant's. */
  seeds?: number
}

/** The figures asked for and, where they are recorded, those that their claims need besides. */
export async function collectEvidence(client: LabClient, { figures, variant, seeds }: EvidenceQuery): Promise<ReportEvidence> {
  const needed = claims.filter(({ figure }) => figures.includes(figure)).flatMap(({ needs }) => needs)
  const recorded = new Map<FigureNumber, RecordedFigure>()
  const models = new Map<FigureNumber, ModelEvidence[]>()
  for (const figure of new Set([...figures, ...needed])) {
    const data = await client.call('report.figure', { figure, variant, ...(seeds !== undefined && { seeds }) })
    if (!hasData(data)) continue
    recorded.set(figure, data)
    if (figures.includes(figure)) models.set(figure, await askModels(client, data))
  }
  return { figures: recorded, models }
}

function hasData({ settings }: RecordedFigure): boolean {
  return settings.some(({ trials }) => trials.some(({ status }) => status === 'done' || status === 'diverged'))
}

async function askModels(client: LabClient, data: RecordedFigure): Promise<ModelEvidence[]> {
  const evidence: ModelEvidence[] = []
  for (const wanted of wantedModels(data)) {
    const { file } = await client.call('models.get', { run: wanted.trial.run, kind: 'last' })
    if (data.figure === 4) evidence.push(findMisread(wanted, file, await client.call('data.images', { source: 'mnist' }), misreadDigits))
    else evidence.push(evaluateModel(wanted, file))
  }
  return evidence
}
