/** Made-up trials for tests of comparisons: epochs whose losses and accuracies are given. */
import type { ComparedData } from '../../../../src/charts/compare/charts'
import type { ComparedGroup } from '../../../../src/charts/compare/groups'
import { noCurves, ofRecords, type TrialCurves } from '../../../../src/charts/compare/trial-curves'
import { isBetter, type EpochRecord, type EpochScore } from '../../../../src/engine/training/records'
import { runRow } from '../../renderer/rooms/run-row'

export interface Scores {
  trainLoss?: number | null
  trainAccuracy?: number | null
  loss?: number | null
  accuracy?: number | null
  seconds?: number
}

export function epochsOf(scores: readonly Scores[]): EpochRecord[] {
  return scores.map(({ trainLoss = null, trainAccuracy = null, loss = null, accuracy = null, seconds = 1 }, epoch) => ({
    epoch,
    train: { loss: trainLoss, accuracy: trainAccuracy },
    validation: { loss, accuracy },
    learningRate: 0.1,
    seconds: epoch === 0 ? 0 : seconds,
    weightDigest: '',
  }))
}

/** Groups by name, each with the epochs of its trials, whose seeds are 1, 2 and so on. */
export function recordedGroups(trials: Record<string, readonly (readonly Scores[])[]>): ComparedData {
  const curves = new Map<number, TrialCurves>()
  const groups = Object.entries(trials).map(([label, own], g): ComparedGroup => {
    const runs = own.map((scores, i) => {
      const id = 100 * (g + 1) + i
      const epochs = epochsOf(scores)
      curves.set(id, ofRecords(epochs))
      const best = epochs.reduce<EpochScore | null>((before, epoch) => (isBetter(epoch, before) ? epoch : before), null)
      return runRow({ id, seed: i + 1, configDigest: label, name: label, best })
    })
    return { key: label, label, colour: g + 1, runs }
  })
  return { groups, curvesOf: (run) => curves.get(run) ?? noCurves }
}
