/** What the lab and the thread that searches the training images say to each other. */
import type { NearestDigit } from './contract'
import type { Failure } from './failure'

export interface NearestQuestion {
  /** Numbers the questions: the answer has the same. */
  request: number
  /** 784 grey values. */
  pixels: Uint8Array
  count: number
}

export type NearestAnswer = { request: number; type: 'found'; nearest: NearestDigit[] } | { request: number; type: 'failed'; failure: Failure }
