/** A trial that is played with: it trains as any other, while its rate and its samples are changed. */
import type { TrialConfig } from '../../../../engine/config/experiment'
import { createPredictor, createSession, createStream, createTrace, type Dataset, type TrainingSession, type TrialData } from '../../../../engine/index'
import { classField, square } from '../../run/learned'
import { playedConfig } from './keep'
import type { LiveChange, LiveEvent, LiveFrame, LiveLoss, UnitMaps } from './messages'

/** Cells of the boundary and of a unit's map in each direction. */
const fieldSide = 72
const mapSide = 24
/** Units of a layer that have a map. */
export const mostMaps = 16

export interface PlaygroundOptions {
  config: TrialConfig
  seed: number
  /** Of two inputs; copied, because samples are moved. */
  data: TrialData
  /** Samples stay within [-reach, reach] in both directions, and so do the maps. */
  reach: number
}

/**
 * The engine's own session, on the reference kernels, which read each sample anew for every batch: a moved one counts from the next batch
 * on. It trains at the rate that was chosen last, from the beginning of an epoch on as a recorded run does, whatever the schedule says, and
 * does not stop early.
 */
export class Playground {
  /** (samples, 2) of the training part, which are moved. */
  private readonly values: Float64Array
  private readonly training: Dataset
  private readonly session: TrainingSession
  private readonly events: LiveEvent[] = []
  private losses: LiveLoss[] = []
  private rate: number
  private end: LiveFrame['end'] = null
  /** How often noise was added: each time has a stream of its own. */
  private noised = 0

  /** @throws DataError, FieldError as `createSession` does */
  constructor(private readonly options: PlaygroundOptions) {
    const { config, seed, data } = options
    const { scaling } = data.training.features
    this.values = ownValues(data.training)
    this.training = { ...data.training, features: { kind: 'real', values: this.values, ...(scaling && { scaling }) } }
    this.rate = config.optimizer.learningRate
    this.session = createSession({
      config: playedConfig(config),
      seed,
      data: { training: this.training, validation: data.validation },
      now: () => 0,
      digest: () => '',
    })
    this.step('epoch')
  }

  get isOver(): boolean {
    return this.end !== null
  }

  /** To the end of the batch or the epoch that is in work; the last batch of an epoch ends with its validation. */
  step(of: 'batch' | 'epoch'): void {
    const before = this.batchesDone()
    while (this.end === null) {
      const outcome = this.session.advance(() => true)
      switch (outcome.kind) {
        case 'yielded':
          break
        case 'epoch':
          this.losses.push(lossesOf(outcome.record))
          return
        case 'diverged':
          this.end = outcome
          return
        case 'done':
          this.end = { kind: 'done' }
          return
      }
      const { batch, batches } = this.session.progress
      if (of === 'batch' && this.batchesDone() > before && batch < batches) return
    }
  }

  /** A sample counts from the next batch on, a rate from the next epoch on; both are noted. A sample that is dragged on the spot is noted once. */
  change(change: LiveChange): void {
    const { epoch, batch } = this.session.progress
    const last = this.events.at(-1)
    switch (change.kind) {
      case 'rate': {
        const from = this.session.changeRate(change.rate)
        // The last of all epochs has begun.
        if (from === null) return
        this.rate = change.rate
        this.events.push({ epoch, batch, from, ...change })
        return
      }
      case 'move':
        this.place(change.sample, change.x, change.y)
        if (last?.kind === 'move' && last.sample === change.sample && last.epoch === epoch && last.batch === batch) this.events.pop()
        break
      case 'noise':
        this.addNoise(change.deviation)
        break
    }
    this.events.push({ epoch, batch, ...change })
  }

  /** What there is to show now; the losses are those since the frame before. */
  frame(): Omit<LiveFrame, 'playing'> {
    const { epoch, batch, batches } = this.session.progress
    const losses = this.losses
    this.losses = []
    return {
      ...{ epoch, batch, batches, losses, rate: this.rate, end: this.end },
      field: classField(this.predictor(), square(this.options.reach), fieldSide),
      maps: this.maps(),
      points: this.values.slice(),
      events: [...this.events],
    }
  }

  private batchesDone(): number {
    const { epoch, batch, batches } = this.session.progress
    return epoch * batches + batch
  }

  private place(sample: number, x: number, y: number): void {
    const { reach } = this.options
    this.values.set(
      [x, y].map((value) => Math.max(-reach, Math.min(reach, value))),
      2 * sample,
    )
  }

  private addNoise(deviation: number): void {
    // Trials of two inputs distort no images: nothing else draws from this stream.
    const random = createStream(this.options.seed, 'augmentation', ++this.noised)
    const { values } = this
    for (let sample = 0; sample < this.training.samples; sample++) {
      this.place(sample, values[2 * sample]! + deviation * random.gaussian(), values[2 * sample + 1]! + deviation * random.gaussian())
    }
  }

  private predictor() {
    const { scaling = null } = this.training.features
    return createPredictor(this.options.config.network, 2, this.session.parameters(), 'classification', { scaling })
  }

  private maps(): UnitMaps[] {
    const { config, reach } = this.options
    const rows = mapSide * mapSide
    const trace = createTrace(config.network, 2, this.session.parameters(), rows)
    const { scaling } = this.training.features
    const features = { kind: 'real' as const, values: planeOf(reach, mapSide), ...(scaling && { scaling }) }
    const layers = trace.forward(features, { order: null, start: 0, count: rows })
    // The last layer's answer is the boundary.
    return layers.slice(0, -1).map((values, layer) => {
      const { units } = config.network.layers[layer]!
      const shares = Array.from({ length: Math.min(units, mostMaps) }, (_, unit) =>
        sharesOf(Float32Array.from({ length: rows }, (__, row) => values[row * units + unit]!)),
      )
      return { units, side: mapSide, shares }
    })
  }
}

/** The samples as they are before scaling, in memory of their own. */
function ownValues({ samples, inputs, features }: Dataset): Float64Array {
  if (features.kind !== 'real' || inputs !== 2) throw new RangeError(`a playground takes two real features, got ${inputs} as ${features.kind}`)
  const rowOf = (sample: number) => features.rows?.[sample] ?? sample
  return Float64Array.from({ length: 2 * samples }, (_, i) => features.values[2 * rowOf(Math.floor(i / 2)) + (i % 2)]!)
}

function lossesOf({ epoch, train, validation }: { epoch: number; train: { loss: number | null }; validation: { loss: number | null } }): LiveLoss {
  return { epoch, training: train.loss ?? NaN, validation: validation.loss }
}

/** The middles of the cells of a grid over [-reach, reach], from the top row on. */
function planeOf(reach: number, side: number): Float64Array {
  const at = (k: number) => reach * ((2 * (k + 0.5)) / side - 1)
  return Float64Array.from({ length: 2 * side * side }, (_, i) => {
    const cell = Math.floor(i / 2)
    return i % 2 === 0 ? at(cell % side) : -at(Math.floor(cell / side))
  })
}

function sharesOf(values: Float32Array): Float32Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest > 0 ? values.map((value) => value / largest) : values
}
