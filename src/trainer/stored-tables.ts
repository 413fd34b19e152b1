/** The imported data sets: each read once into memory that all threads share, and checked before it is used. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { LabError } from '../api/failure'
import type { StoredSetConfig } from '../engine/config/stored-set'
import { DataError } from '../engine/data/data-error'
import { decodeStoredHeader, headerBytes, storedDataset } from '../engine/data/stored-table'
import { sha256 } from './digests'
import type { DataPart } from './given-data'

/**
 * @param path of the file of the data set that the configuration names; undefined where this lab does not have it
 * @throws LabError `data` where it is missing, damaged, or not what the configuration says of it
 */
export function readStoredTable(path: string | undefined, set: StoredSetConfig): DataPart {
  const named = `The data set that this run trains on (SHA-256 ${set.digest})`
  if (path === undefined) throw new LabError('data', `${named} is not in this lab: import its file again, with the same choices`)
  const refuse = (problem: string): never => {
    throw new LabError('data', `${named} ${problem} (${path}): import its file again, with the same choices`)
  }
  const bytes = readChecked(path, refuse)
  if (sha256(bytes) !== set.digest) refuse('is damaged: its SHA-256 is another')
  const data = storedDataset(bytes, path)
  const { targets } = data
  const found = [targets.kind === 'classes' ? 'classification' : 'regression', data.samples, data.inputs]
  const outputs = targets.kind === 'classes' ? targets.classes : targets.outputs
  if ([...found, outputs].join() !== [set.task, set.samples, set.inputs, set.outputs].join())
    throw new LabError('data', `${named} is ${[...found, outputs].join(', ')}: set data.set as "lab data show" prints it`)
  return { data, digest: set.digest }
}

/** Its size is checked by its header before memory is taken for it. */
function readChecked(path: string, refuse: (problem: string) => never): Uint8Array {
  const descriptor = open(path, refuse)
  try {
    const { size } = fstatSync(descriptor)
    const header = new Uint8Array(headerBytes)
    readSync(descriptor, header, 0, headerBytes, 0)
    decodeStoredHeader(header, size, path)
    const bytes = new Uint8Array(new SharedArrayBuffer(size))
    for (let read = 0; read < size;) {
      const more = readSync(descriptor, bytes, read, Math.min(size - read, 2 ** 30), read)
      if (more === 0) refuse(`ended after ${read} of ${size} bytes`)
      read += more
    }
    return bytes
  } catch (error) {
    if (error instanceof DataError) return refuse(`is damaged: ${error.message}`)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

function open(path: string, refuse: (problem: string) => never): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    return refuse(`cannot be opened: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}`)
  }
}
