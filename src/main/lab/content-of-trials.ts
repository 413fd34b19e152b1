/** What configurations name by a digest, drawings and imported data sets: looked up for the training process, and asked for before an experiment is stored. */
import type { Datasets } from '../../../db/datasets'
import type { DrawingSets } from '../../../db/drawing-sets'
import { LabError, type Failure } from '../../api/failure'
import type { StoredContent } from '../../api/trainer'
import { drawingsOf, storedSetOf, type DataConfig } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'

interface Stored {
  drawingSets: Pick<DrawingSets, 'content' | 'find'>
  datasets: Pick<Datasets, 'path' | 'find'>
}

export class ContentOfTrials {
  constructor(
    private readonly stored: Stored,
    private readonly tell: (failure: Failure) => void,
  ) {}

  /** For the message that starts a trial. Where something is missing or damaged the training process says so, and the run fails by that. */
  of({ data }: TrialConfig): StoredContent {
    try {
      return { ...this.drawings(data), ...this.dataset(data) }
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      this.tell(error.toFailure())
      return {}
    }
  }

  private drawings(data: DataConfig): Pick<StoredContent, 'drawings'> {
    const wanted = drawingsOf(data)
    const content = wanted === undefined ? null : this.stored.drawingSets.content(wanted.digest)
    return content === null ? {} : { drawings: content }
  }

  private dataset(data: DataConfig): Pick<StoredContent, 'dataset'> {
    const wanted = storedSetOf(data)
    const path = wanted === null ? null : this.stored.datasets.path(wanted.digest)
    return path === null ? {} : { dataset: path }
  }
}

/** Throws a LabError `invalid` that names the field where the data ask for what this lab does not have, or call it what it is not. */
export function requireContent({ drawingSets, datasets }: Stored, { data }: Pick<TrialConfig, 'data'>): void {
  requireDrawings(drawingSets, data)
  requireDataset(datasets, data)
}

function requireDrawings(sets: Stored['drawingSets'], data: DataConfig): void {
  const wanted = drawingsOf(data)
  if (wanted === undefined) return
  const found = sets.find(wanted.digest)
  if (found === null)
    throw new LabError(
      'invalid',
      `There is no set of drawings ${wanted.digest} in this lab: take the kept ones anew in Setup, or by lab drawings set`,
      'data.drawings.digest',
    )
  if (found.count !== wanted.count)
    throw new LabError('invalid', `The set has ${found.count} drawings, not ${wanted.count}: set the count to ${found.count}`, 'data.drawings.count')
}

function requireDataset(datasets: Stored['datasets'], data: DataConfig): void {
  const wanted = storedSetOf(data)
  if (wanted === null) return
  const found = datasets.find(wanted.digest)
  if (found === null || datasets.path(wanted.digest) === null)
    throw new LabError('invalid', `The data set ${wanted.digest} is not in this lab: import its file again, in Setup or by lab data import`, 'data.set.digest')
  for (const field of ['task', 'samples', 'inputs', 'outputs'] as const)
    if (found[field] !== wanted[field])
      throw new LabError('invalid', `The data set has ${found[field]} as its ${field}, not ${wanted[field]}: set it to that`, `data.set.${field}`)
}
