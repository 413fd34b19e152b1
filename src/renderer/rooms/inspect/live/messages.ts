/** What the window tells the thread of the playground, and what that shows. */
import type { TrialConfig } from '../../../../engine/config/experiment'
import type { TrialData } from '../../../../engine/index'
import type { ClassField, Plane, ValueField } from '../../run/learned'

/** What is played. */
export interface PlaygroundOptions {
  config: TrialConfig
  seed: number
  /** Of two inputs; copied, because samples are moved. */
  data: TrialData
  /** Samples stay within, and so do the maps. */
  plane: Plane
  /** What a deviation of 1 is, along each axis. */
  noiseUnit: readonly [number, number]
}

/** What was changed, after how many epochs and batches of the next one; a rate holds from the beginning of an epoch on. */
export type LiveEvent = { epoch: number; batch: number } & (Exclude<LiveChange, { kind: 'rate' }> | { kind: 'rate'; rate: number; from: number })
export type LiveChange = { kind: 'rate'; rate: number } | { kind: 'move'; sample: number; x: number; y: number } | { kind: 'noise'; deviation: number }

/** Losses of an epoch; null where the run has no validation part. */
export interface LiveLoss {
  epoch: number
  training: number
  validation: number | null
}

/** What each unit of a hidden layer puts out over the plane. */
export interface UnitMaps {
  /** Of the layer; the first of them have a map. */
  units: number
  /** Cells in each direction; row 0 is the top. */
  side: number
  /** From -1 to 1, as shares of the unit's largest size; a map after the other. */
  shares: Float32Array[]
}

/** What the network answers over the plane. */
export type LiveField = ({ kind: 'classes' } & ClassField) | ({ kind: 'values' } & ValueField)

/** The playground at a moment. */
export interface LiveFrame {
  epoch: number
  batch: number
  batches: number
  /** Epochs that ended since the frame before. */
  losses: LiveLoss[]
  rate: number
  field: LiveField
  maps: UnitMaps[]
  /** (samples, 2) of the training part, as they lie now. */
  points: Float64Array
  events: LiveEvent[]
  playing: boolean
  /** Why it goes no further; null while it can. */
  end: { kind: 'diverged'; message: string } | { kind: 'done' } | null
}

/** Batches a second; null for as many as there is time for. */
export type Speed = number | null

export type ToPlayground =
  /** Begins anew, with nothing learned. */
  | { type: 'begin'; options: PlaygroundOptions }
  | { type: 'play'; speed: Speed }
  | { type: 'pause' }
  | { type: 'step'; of: 'batch' | 'epoch' }
  | { type: 'change'; change: LiveChange }
  /** The last frame is on the screen: another may follow. */
  | { type: 'seen' }

export type FromPlayground = { type: 'frame'; frame: LiveFrame } | { type: 'failed'; code: 'data' | 'internal'; message: string }
