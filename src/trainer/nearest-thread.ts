/** Entry of the thread that searches MNIST's training images: it reads them with the first question, and keeps them as long as it lives. */
import { parentPort } from 'node:worker_threads'
import type { NearestDigit } from '../api/contract'
import { LabError } from '../api/failure'
import type { NearestAnswer, NearestQuestion } from '../api/nearest'
import { NearestImages } from '../engine/digits/nearest'
import { compressedRows } from '../engine/fast/compress'
import { imageFolder, readTrainingImages } from './image-files'

type Search = (question: NearestQuestion) => NearestDigit[]

let search: Search | null = null

function openSearch(): Search {
  const { data } = readTrainingImages('mnist', imageFolder('mnist'))
  const { inputs, features, targets } = data
  if (features.kind !== 'bytes' || targets.kind !== 'classes') throw new LabError('data', 'The files of MNIST hold no images with labels')
  const images = new NearestImages(compressedRows(features, inputs))
  return ({ pixels, count }) =>
    images.find(pixels, count).map(({ index, distance }) => ({
      index,
      distance,
      label: targets.labels[index]!,
      // A copy: memory that threads share cannot leave the process.
      pixels: features.values.slice(index * inputs, (index + 1) * inputs),
    }))
}

function answer(question: NearestQuestion): NearestAnswer {
  const { request } = question
  try {
    search ??= openSearch()
    return { request, type: 'found', nearest: search(question) }
  } catch (error) {
    const failure = error instanceof LabError ? error.toFailure() : { code: 'internal' as const, message: String(error) }
    return { request, type: 'failed', failure }
  }
}

parentPort?.on('message', (question: NearestQuestion) => parentPort?.postMessage(answer(question)))
