/** A trial that is played with: it trains as any other, while its rate and its samples are changed. */
import type { TrialConfig } from '../../../../engine/config/experiment'
import { createPredictor, createSession, createStream, createTrace, type Dataset, type TrainingSession } from '../../../../engine/index'
import { classField, gridOf, type Span, valueField } from '../../run/learned'
import { playedConfig } from './keep'
import type { LiveChange, LiveEvent, LiveField, LiveFrame, LiveLoss, PlaygroundOptions, UnitMaps } from './messages'

/** Cells of the boundary and of a unit's map in each direction. */
const fieldSide = 72
const mapSide = 24
/** Units of a layer that have a map. */
export const mostMaps = 16

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
      config: fitting(playedConfig(config), this.training),
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
      field: this.field(),
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
    const { plane } = this.options
    this.values.set([within(plane.x, x), within(plane.y, y)], 2 * sample)
  }

  private addNoise(deviation: number): void {
    // Trials of two inputs distort no images: nothing else draws from this stream.
    const random = createStream(this.options.seed, 'augmentation', ++this.noised)
    const { values } = this
    const [across, up] = this.options.noiseUnit
    for (let sample = 0; sample < this.training.samples; sample++) {
      this.place(sample, values[2 * sample]! + deviation * across * random.gaussian(), values[2 * sample + 1]! + deviation * up * random.gaussian())
    }
  }

  private field(): LiveField {
    const { config, plane } = this.options
    const { scaling = null } = this.training.features
    const isClasses = this.training.targets.kind === 'classes'
    const predictor = createPredictor(config.network, 2, this.session.parameters(), isClasses ? 'classification' : 'regression', { scaling })
    return isClasses ? { kind: 'classes', ...classField(predictor, plane, fieldSide) } : { kind: 'values', ...valueField(predictor, plane, fieldSide) }
  }

  private maps(): UnitMaps[] {
    const { config, plane } = this.options
    const rows = mapSide * mapSide
    const trace = createTrace(config.network, 2, this.session.parameters(), rows)
    const { scaling } = this.training.features
    const features = { kind: 'real' as const, values: gridOf(plane, mapSide), ...(scaling && { scaling }) }
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

function within({ low, high }: Span, value: number): number {
  return Math.max(low, Math.min(high, value))
}

/** Some rows of a table may be fewer than a batch of all of them. */
function fitting(config: TrialConfig, { samples }: Dataset): TrialConfig {
  return config.batchSize !== 'full' && config.batchSize > samples ? { ...config, batchSize: 'full' } : config
}

function sharesOf(values: Float32Array): Float32Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest > 0 ? values.map((value) => value / largest) : values
}
