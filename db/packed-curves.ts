/**
 * Curves of runs that have ended, stored once more as columns in one piece: reading them costs a hundredth of a walk over the epochs that they
 * are made of. They are written with the seal and removed with it, so that they are there only while nothing more is recorded.
 */
import { curveColumns, type CurveColumn } from '../src/api/curves'
import type { Connection } from './driver'

export const sqlNames: Record<CurveColumn, string> = {
  trainLoss: 'train_loss',
  trainAccuracy: 'train_accuracy',
  validationLoss: 'validation_loss',
  validationAccuracy: 'validation_accuracy',
  learningRate: 'learning_rate',
  seconds: 'seconds',
}

/** Shorter runs are as fast to read epoch by epoch. */
const fewestEpochs = 64

export interface PackedCurve {
  first: number
  values: Float64Array<ArrayBuffer>
}

type Epoch = [epoch: number, ...numbers: (number | null)[]]

/** What the epochs of a run give: by column, or null where it has few or some are missing between others. */
function packEpochs(db: Connection, run: number): { first: number; columns: Float64Array<ArrayBuffer>[] } | null {
  const names = curveColumns.map((column) => sqlNames[column]).join(', ')
  const count = db.prepare<[number], number>('SELECT count(*) FROM epochs WHERE run = ?').pluck().get(run) ?? 0
  if (count < fewestEpochs) return null
  const columns = curveColumns.map(() => new Float64Array(count))
  let first = 0
  let place = 0
  for (const [epoch, ...numbers] of db.prepare<[number], Epoch>(`SELECT epoch, ${names} FROM epochs WHERE run = ? ORDER BY epoch`).raw().iterate(run)) {
    if (place === 0) first = epoch
    if (epoch !== first + place) return null
    for (const [k, column] of columns.entries()) column[place] = numbers[k] ?? Number.NaN
    place++
  }
  return { first, columns }
}

/** Belongs into the transaction that ends a run. */
export function packCurves(db: Connection, run: number): void {
  unpackCurves(db, run)
  const packed = packEpochs(db, run)
  if (packed === null) return
  const insert = db.prepare('INSERT INTO packed_curves (run, name, first, numbers) VALUES (?, ?, ?, ?)')
  for (const [k, name] of curveColumns.entries()) insert.run(run, name, packed.first, bytesOf(packed.columns[k]!))
}

/** Belongs into every transaction by which a run goes on. */
export function unpackCurves(db: Connection, run: number): void {
  db.prepare('DELETE FROM packed_curves WHERE run = ?').run(run)
}

/** Packs the runs that an older version has ended. */
export function packStored(db: Connection): void {
  for (const run of db.prepare<[], number>('SELECT id FROM runs WHERE seal IS NOT NULL ORDER BY id').pluck().all()) packCurves(db, run)
}

/** Whether what is packed of a run, if anything, is what its epochs give. */
export function isPackedRight(db: Connection, run: number): boolean {
  const stored = new PackedCurves(db)
  const found = curveColumns.map((column) => stored.read(run, column))
  if (found.every((curve) => curve === null)) return true
  const packed = packEpochs(db, run)
  return packed !== null && found.every((curve, k) => curve?.first === packed.first && bytesOf(curve.values).equals(bytesOf(packed.columns[k]!)))
}

export class PackedCurves {
  private readonly select

  constructor(db: Connection) {
    this.select = db.prepare<[number, string], { first: number; numbers: Buffer }>('SELECT first, numbers FROM packed_curves WHERE run = ? AND name = ?')
  }

  /** Null where the run is not packed. */
  read(run: number, column: CurveColumn): PackedCurve | null {
    const row = this.select.get(run, column)
    if (row === undefined) return null
    const { buffer, byteOffset, byteLength } = row.numbers
    const values = new Float64Array(byteLength / Float64Array.BYTES_PER_ELEMENT)
    new Uint8Array(values.buffer).set(new Uint8Array(buffer, byteOffset, byteLength))
    return { first: row.first, values }
  }
}

/** All systems that the lab is built for are little-endian. */
function bytesOf({ buffer, byteOffset, byteLength }: Float64Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
