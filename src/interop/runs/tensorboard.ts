/**
 * Runs as event files of TensorBoard: records of TFRecord (length, masked CRC-32C of it, data, masked CRC-32C of them), each an Event of
 * tensorflow/core/util/event.proto. A scalar is a Summary.Value with simple_value, the step is the epoch.
 */
import { DataError } from '../../engine/data/data-error'
import type { EpochRecord } from '../../engine/training/records'
import type { RunRow } from '../../api/records'
import { MessageWriter, readMessage } from '../protobuf'
import { maskedCrc32c } from './crc32c'

export interface Scalar {
  tag: string
  value: number
}

/** What is recorded of an epoch; values that a run does not have are left out. */
export function scalarsOf({ train, validation, learningRate, seconds }: EpochRecord): Scalar[] {
  const all: [string, number | null][] = [
    ['loss/train', train.loss],
    ['loss/validation', validation.loss],
    ['accuracy/train', train.accuracy],
    ['accuracy/validation', validation.accuracy],
    ['learning_rate', learningRate],
    ['seconds', seconds],
  ]
  return all.flatMap(([tag, value]) => (value === null ? [] : [{ tag, value }]))
}

/**
 * The bytes of a run's event file, read back before they are handed out. Events lie at the time when the run was made, and the seconds of
 * training after it.
 */
export function eventFile(run: RunRow, epochs: readonly EpochRecord[]): Uint8Array {
  const begun = Date.parse(run.createdAt) / 1000
  const events = [new MessageWriter().double(1, begun).text(3, 'brain.Event:2'), configEvent(run, begun)]
  let seconds = 0
  for (const record of epochs) {
    seconds += record.seconds
    const summary = new MessageWriter()
    for (const { tag, value } of scalarsOf(record)) summary.message(1, new MessageWriter().text(1, tag).float(2, value))
    events.push(
      new MessageWriter()
        .double(1, begun + seconds)
        .whole(2, record.epoch)
        .message(5, summary),
    )
  }
  const bytes = frame(events.map((event) => event.finish()))
  checkEvents(bytes, epochs, `events of run ${run.id}`)
  return bytes
}

/** The configuration as text, which TensorBoard shows beside the curves. */
function configEvent({ config, seed }: RunRow, time: number): MessageWriter {
  const text = new TextEncoder().encode(`\`\`\`json\n${JSON.stringify({ seed, config }, null, 2)}\n\`\`\``)
  const stringType = 7
  const shape = new MessageWriter().message(2, new MessageWriter().whole(1, 1))
  const tensor = new MessageWriter().whole(1, stringType).message(2, shape).bytes(8, text)
  const metadata = new MessageWriter().message(1, new MessageWriter().text(1, 'text'))
  const value = new MessageWriter().text(1, 'configuration').message(8, tensor).message(9, metadata)
  return new MessageWriter().double(1, time).whole(2, 0).message(5, new MessageWriter().message(1, value))
}

function frame(records: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(records.reduce((sum, { length }) => sum + length + 16, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const record of records) {
    view.setBigUint64(at, BigInt(record.length), true)
    view.setUint32(at + 8, maskedCrc32c(bytes.subarray(at, at + 8)), true)
    bytes.set(record, at + 12)
    view.setUint32(at + 12 + record.length, maskedCrc32c(record), true)
    at += 16 + record.length
  }
  return bytes
}

/** Throws an Error where the file does not hold the epochs: that is a mistake in the program. */
function checkEvents(bytes: Uint8Array, epochs: readonly EpochRecord[], file: string): void {
  const read = readScalars(bytes, file)
  const wanted = epochs.flatMap((record) => scalarsOf(record).map(({ tag, value }) => `${record.epoch} ${tag} ${Math.fround(value)}`))
  const found = read.map(({ step, tag, value }) => `${step} ${tag} ${value}`)
  if (found.join('\n') !== wanted.join('\n')) throw new Error(`${file} were not written as they are recorded`)
}

/**
 * The scalars of an event file in order.
 * @throws DataError that names the byte where a record ends early or its checksum does not match
 */
export function readScalars(bytes: Uint8Array, file: string): (Scalar & { step: number })[] {
  const scalars: (Scalar & { step: number })[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length;) {
    if (at + 16 > bytes.length) throw new DataError(file, `byte ${at}`, 'a record ends early')
    const length = Number(view.getBigUint64(at, true))
    if (view.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8)))
      throw new DataError(file, `byte ${at}`, 'the checksum of its length does not match')
    if (length > bytes.length - at - 16) throw new DataError(file, `byte ${at}`, 'a record ends early')
    const record = bytes.subarray(at + 12, at + 12 + length)
    if (view.getUint32(at + 12 + length, true) !== maskedCrc32c(record)) throw new DataError(file, `byte ${at + 12}`, 'the checksum of a record does not match')
    scalars.push(...readEvent(record, at + 12, file))
    at += 16 + length
  }
  return scalars
}

function readEvent(bytes: Uint8Array, start: number, file: string): (Scalar & { step: number })[] {
  let step = 0
  const scalars: Scalar[] = []
  readMessage({ bytes, start, file }, (event) => {
    if (event.number === 2) step = event.whole()
    if (event.number !== 5) return
    readMessage(event.message(), (summary) => {
      if (summary.number !== 1) return
      let tag = ''
      let value: number | null = null
      readMessage(summary.message(), (field) => {
        if (field.number === 1) tag = field.text()
        if (field.number === 2) value = field.float()
      })
      if (value !== null) scalars.push({ tag, value })
    })
  })
  return scalars.map((scalar) => ({ step, ...scalar }))
}
