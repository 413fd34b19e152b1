/** The sets of drawings that trials train with: looked up for the training process, and asked for before an experiment is stored. */
import type { DrawingSets } from '../../../db/drawing-sets'
import { LabError, type Failure } from '../../api/failure'
import { drawingsOf } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'

type Sets = Pick<DrawingSets, 'content' | 'find'>

export class DrawingsOfTrials {
  constructor(
    private readonly sets: Sets,
    private readonly tell: (failure: Failure) => void,
  ) {}

  /** For the message that starts a trial. Where the set is missing or damaged the training process says so, and the run fails by that. */
  of({ data }: TrialConfig): { drawings?: string } {
    const wanted = drawingsOf(data)
    if (wanted === undefined) return {}
    try {
      const content = this.sets.content(wanted.digest)
      return content === null ? {} : { drawings: content }
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      this.tell(error.toFailure())
      return {}
    }
  }
}

/** Throws a LabError `invalid` that names the field where the data ask for drawings that this lab does not have, or for as many as they are not. */
export function requireDrawings(sets: Sets, { data }: Pick<TrialConfig, 'data'>): void {
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
