/** Made-up recordings of the report's figures, and made-up evidence of models. */
import type { FigureNumber, FigureVariant, RecordedFigure, RecordedSetting, RecordedTrial } from '../../../src/api/report'
import { wantedModels, type LineEvidence, type ModelEvidence, type PlaneEvidence, type ReportEvidence, type Role } from '../../../src/report/evidence'
import { figureExperiment, figureSeeds, figureSettings } from '../../../src/report/figures'

/** Where a made-up trial stands. */
export interface Place {
  figure: FigureNumber
  setting: Pick<RecordedSetting, 'label' | 'beside' | 'config'>
  /** From 0, in the order of the seeds. */
  index: number
  seed: number
  epochs: number
}

/** What is to be said of a trial by itself; the rest is that of a trial that finished. */
export type MadeTrial = (place: Place) => Partial<RecordedTrial>

export interface RecordingOptions {
  variant?: FigureVariant
  /** How many; the variant's own where it is left out. */
  seeds?: number
  trial?: MadeTrial
}

/** A value for each epoch, 0 included. */
export function curve(epochs: number, at: (epoch: number) => number): number[] {
  return Array.from({ length: epochs + 1 }, (_, epoch) => at(epoch))
}

/** A figure whose trials all finished, unless `trial` says otherwise. */
export function recordFigure(figure: FigureNumber, { variant = 'full', seeds, trial = () => ({}) }: RecordingOptions = {}): RecordedFigure {
  const experiment = figureExperiment(figure, variant, seeds)
  const { epochs } = experiment
  const ofDigits = figure >= 4
  const listed = figureSeeds(experiment)
  return {
    figure,
    variant,
    epochs,
    seeds: listed,
    settings: figureSettings(figure, experiment).map((setting, s) => ({
      ...setting,
      configDigest: digest(10 * figure + s),
      trials: listed.map((seed, index) => ({
        seed,
        run: 10_000 * figure + 1000 * s + seed,
        status: 'done',
        message: null,
        epochsDone: epochs,
        trainLoss: curve(epochs, (epoch) => 0.1 + index / 10_000_000 + Math.exp(-epoch / 20)),
        trainAccuracy: figure === 1 ? null : curve(epochs, (epoch) => 0.99 - 0.5 * Math.exp(-epoch / 20)),
        validationLoss: ofDigits ? curve(epochs, (epoch) => 0.1 + Math.exp(-epoch / 5)) : null,
        validationAccuracy: ofDigits ? curve(epochs, (epoch) => 0.97 - 0.5 * Math.exp(-epoch)) : null,
        secondsPerEpoch: ofDigits ? 0.5 : 0.0005,
        dataDigest: digest(ofDigits ? 0 : seed),
        ...trial({ figure, setting, index, seed, epochs }),
      })),
    })),
  }
}

/** What a trial without a run looks like. */
export const missingTrial: Partial<RecordedTrial> = {
  run: null,
  status: 'missing',
  epochsDone: 0,
  trainLoss: [],
  trainAccuracy: null,
  validationLoss: null,
  validationAccuracy: null,
  secondsPerEpoch: null,
  dataDigest: null,
}

/** A trial whose loss left the finite numbers in epoch 3. */
export const divergedTrial: Partial<RecordedTrial> = { status: 'diverged', message: 'The loss is not finite', epochsDone: 3, trainLoss: [2, 3, 90, null] }

function digest(number: number): string {
  return number.toString(16).padStart(64, '0')
}

/** Evidence of the given figures; that of models is made up by `model` for each one that is wanted. */
export function evidenceOf(
  figures: readonly RecordedFigure[],
  model: (role: Role, figure: FigureNumber) => Partial<LineEvidence> | Partial<PlaneEvidence> | null = () => ({}),
): ReportEvidence {
  const models = figures.map((recorded) => {
    const made = wantedModels(recorded).flatMap(({ role, trial, loss }) => {
      const said = model(role, recorded.figure)
      return said === null ? [] : [madeUp(recorded.figure, { role, run: trial.run, seed: trial.seed, loss }, said)]
    })
    return [recorded.figure, made] as const
  })
  return { figures: new Map(figures.map((recorded) => [recorded.figure, recorded])), models: new Map(models) }
}

type OfTrial = Pick<LineEvidence, 'role' | 'run' | 'seed' | 'loss'>

function madeUp(figure: FigureNumber, of: OfTrial, said: Partial<LineEvidence> | Partial<PlaneEvidence>): ModelEvidence {
  switch (figure) {
    case 1:
      return { ...line(of), ...said, kind: 'line' }
    case 2:
    case 3:
      return { ...plane(of), ...said, kind: 'plane' }
    default:
      return { kind: 'misread', ...of, digits: misreadDigits, lookedAt: 116 }
  }
}

const places = Float64Array.from({ length: 21 }, (_, i) => -1 + i / 10)

function line(of: OfTrial): LineEvidence {
  const slope = of.role === 'median' ? 1.5 : -0.8
  return {
    kind: 'line',
    ...of,
    x: places,
    y: places.map((x, i) => slope * x + 0.3 + (i % 2 === 0 ? 0.1 : -0.1)),
    fitted: { slope: 0.98 * slope, intercept: 0.31 },
    truth: { slope, intercept: 0.3 },
    r2: 0.999,
  }
}

/** Classes of the signs' XOR, the probability rising smoothly across the axes. */
function plane(of: OfTrial): PlaneEvidence {
  const size = 21
  const at = (i: number) => -1 + i / 10
  const x = Float64Array.from({ length: 100 }, (_, i) => -0.95 + (i % 10) / 5)
  const y = Float64Array.from({ length: 100 }, (_, i) => -0.95 + Math.floor(i / 10) / 5)
  const labels = Uint8Array.from(x, (value, i) => (value > 0 !== y[i]! > 0 ? 1 : 0))
  const probability = Float64Array.from({ length: size * size }, (_, i) => 0.5 - 0.5 * Math.tanh(4 * at(i % size) * at(Math.floor(i / size))))
  return { kind: 'plane', ...of, x, y, labels, predicted: labels, accuracy: of.role === 'median' ? 1 : 0.99, grid: { size, probability } }
}

const misreadDigits = Array.from({ length: 8 }, (_, i) => ({
  index: 8 + 15 * i,
  pixels: Uint8Array.from({ length: 784 }, (_value, place) => (Math.abs((place % 28) - 14) < 3 ? 255 - 20 * i : 0)),
  truth: i,
  predicted: (i + 3) % 10,
  confidence: 0.5 + i / 20,
}))
