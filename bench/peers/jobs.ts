/** What other libraries are asked to do, as it travels to their processes. */

export type PeerName = 'pytorch' | 'sklearn' | 'tfjs-wasm' | 'tfjs-cpu'

interface Network {
  /** Units of the hidden layers. */
  hidden: readonly number[]
  outputs: number
  activation: string
  optimizer: { name: string; rate: number }
  batch: number
}

/** An epoch over MNIST's training images under cross-entropy, or a share of one, which counts as whole. */
export interface EpochJob extends Network {
  kind: 'epochs'
  share: number
}

/** Whole trials on a few samples. */
export interface TrialsJob extends Network {
  kind: 'trials'
  loss: 'mse' | 'cross_entropy'
  epochs: number
  trials: readonly { features: number[][]; targets: number[] | number[][] }[]
}

export type PeerJob = EpochJob | TrialsJob
