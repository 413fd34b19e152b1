/** The images of a set, fetched once for as long as the window is open. */
import { imagesPerCall } from '../../../api/contract'
import type { LabClient } from '../../../api/client'
import type { StoredImages } from '../../../api/report'
import { filesOf } from '../../../engine/config/data'
import type { TrialConfig } from '../../../engine/config/experiment'
import type { RunData } from './questions'

type Source = 'mnist' | 'fashion_mnist'
const fetched = new Map<string, Promise<StoredImages>>()

/** What the data of the run lies in; null for data that is drawn. */
export async function fetchImages(lab: LabClient, { data }: Pick<TrialConfig, 'data'>, training: boolean): Promise<RunData['images']> {
  const { source } = data
  if (filesOf(data) === null || (source !== 'mnist' && source !== 'fashion_mnist')) return null
  return { training: training ? await once(lab, source, 'training') : null, test: await once(lab, source, 'test') }
}

function once(lab: LabClient, source: Source, part: 'training' | 'test'): Promise<StoredImages> {
  const key = `${source} ${part}`
  const images = fetched.get(key) ?? fetchPart(lab, source, part)
  fetched.set(key, images)
  // What failed is asked for again.
  images.catch(() => fetched.delete(key))
  return images
}

async function fetchPart(lab: LabClient, source: Source, part: 'training' | 'test'): Promise<StoredImages> {
  const pieces: StoredImages[] = []
  let samples = 0
  for (;;) {
    const piece = await lab.call('data.images', { source, part, from: samples })
    pieces.push(piece)
    samples += piece.samples
    if (piece.samples < imagesPerCall) return { samples, inputs: piece.inputs, pixels: joined(pieces, 'pixels'), labels: joined(pieces, 'labels') }
  }
}

function joined(pieces: readonly StoredImages[], of: 'pixels' | 'labels'): Uint8Array {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece[of].length, 0))
  let from = 0
  for (const piece of pieces) {
    all.set(piece[of], from)
    from += piece[of].length
  }
  return all
}
