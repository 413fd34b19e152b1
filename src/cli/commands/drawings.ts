/** `lab drawings`: the kept drawings, brought in and out, labelled, and made a set that experiments train with. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { openStore, type WritableStore } from '../../../db/store'
import type { AddedDrawings, KeptDrawing, NewDrawing } from '../../api/drawings'
import { LabError } from '../../api/failure'
import { DataError } from '../../engine/data/data-error'
import { parseIdx } from '../../engine/data/idx'
import { keepableImages, readKeepable, type KeepableDrawing } from '../../engine/digits/keepable'
import { drawingsAsIdx, imageOfContent, writeDrawings } from '../../engine/digits/write-drawings'
import { UsageError } from '../exit-codes'
import { checkNewFile, resolveOutput, writeNewFile } from '../output-files'
import { formatTable } from '../text'
import { largest, readFile } from './predict'
import { withStore, type RunsContext } from './runs'

/** Where drawings come from or go to: exactly one of the two. */
export interface DrawingFiles {
  strokes?: string
  /** Images and labels. */
  idx?: readonly string[]
}

export function listDrawings({ folder, terminal, json }: RunsContext): void {
  const drawings = keptDrawings(folder)
  if (json) return terminal.print(JSON.stringify({ drawings: drawings.map(describe) }))
  if (drawings.length === 0) return terminal.note(`There are no kept drawings in ${folder}: keep some in Draw, or bring some in by lab drawings import`)
  const columns = ['Drawing', 'Digit', 'Writer', 'Repetition', 'Strokes', 'Points'].map((title) => ({ title, align: 'right' as const }))
  const word = (value: number | null) => (value === null ? '–' : String(value))
  const rows = drawings.map(describe).map(({ id, digit, writer, repetition, strokes, points }) => [id, digit, writer, repetition, strokes, points].map(word))
  for (const line of formatTable([...columns, { title: 'Kept' }], rows.map((row, i) => [...row, drawings[i]?.keptAt ?? '']))) terminal.print(line) // prettier-ignore
}

/** Without what was drawn: an image has no strokes. */
function describe({ content, ...drawing }: KeptDrawing) {
  const strokes = 'strokes' in content ? content.strokes : null
  return { ...drawing, strokes: strokes?.length ?? null, points: strokes?.reduce((sum, { length }) => sum + length, 0) ?? null }
}

/** Everything is read and checked before anything is added; then all is added, or nothing. */
export function importDrawings({ folder, terminal, json }: RunsContext, files: DrawingFiles): void {
  const source = chooseFiles(files)
  const given = source.kind === 'strokes' ? readStrokes(source.file) : readImages(source.images, source.labels)
  const report = withWriter(folder, ({ drawings }) => {
    const { missing, present } = withoutKnownImages(given, drawings.list())
    const added = drawings.add(missing.map(toNew))
    return { ...added, present: added.present + present }
  })
  if (json) terminal.print(JSON.stringify(report))
  else terminal.note(describeAdded(report))
}

function describeAdded({ added, present, labelled }: AddedDrawings): string {
  const labels = labelled > 0 ? `, ${labelled} of which have a label now` : ''
  return `Added: ${counted(added.length)}. Already kept: ${counted(present)}${labels}.`
}

/** IDX holds labelled images alone; a file of strokes holds drawings that have strokes. What is left out is said. */
export function exportDrawings({ folder, terminal, json }: RunsContext, files: DrawingFiles, from: string): void {
  const target = chooseFiles(files)
  const drawings = keptDrawings(folder)
  if (target.kind === 'strokes') {
    const file = resolveOutput(target.file, from)
    const drawn = drawings.flatMap(({ content, ...rest }) => ('strokes' in content ? [{ ...rest, strokes: content.strokes }] : []))
    requireSome(drawn, 'drawing with strokes')
    checkNewFile(file)
    writeNewFile(file, writeDrawings(drawn, 'Backprop Lab'))
    const leftOut = drawings.length - drawn.length
    if (json) return terminal.print(JSON.stringify({ files: [file], drawings: drawn.length, leftOut }))
    return terminal.note(
      `${counted(drawn.length)} in ${file}.${leftOut > 0 ? ` ${counted(leftOut)} came as images and have no strokes: --idx takes them.` : ''}`,
    )
  }
  const labelled = drawings.flatMap(({ content, digit }) => (digit === null ? [] : [{ content, digit }]))
  requireSome(labelled, 'labelled drawing')
  const paths = [target.images, target.labels].map((file) => resolveOutput(file, from))
  for (const path of paths) checkNewFile(path)
  const { images, labels } = drawingsAsIdx(labelled)
  for (const [i, content] of [images, labels].entries()) writeNewFile(paths[i]!, content)
  const leftOut = drawings.length - labelled.length
  if (json) return terminal.print(JSON.stringify({ files: paths, drawings: labelled.length, leftOut }))
  const left = leftOut > 0 ? ` ${counted(leftOut)} without a label left out.` : ''
  terminal.note(`${counted(labelled.length)} as images of 28 x 28 in ${paths.join(' and ')}. IDX holds no strokes: keep a file of strokes too.${left}`)
}

export function labelDrawings({ folder, terminal, json }: RunsContext, drawings: readonly number[], digit: number | null): void {
  const rows = withWriter(folder, (store) => store.drawings.relabel(drawings, digit))
  if (json) terminal.print(JSON.stringify({ drawings: rows.map(describe) }))
  else terminal.note(digit === null ? `${counted(rows.length)} without a label now.` : `${counted(rows.length)} labelled ${digit}.`)
}

export function deleteDrawings({ folder, terminal, json }: RunsContext, drawings: readonly number[]): void {
  const deleted = [...new Set(drawings)]
  withWriter(folder, (store) => store.drawings.delete(deleted))
  if (json) terminal.print(JSON.stringify({ deleted }))
  else terminal.note(`Deleted ${counted(deleted.length)}. What runs have trained with is kept with them.`)
}

/** Prints the block that a configuration has as `data.drawings`. */
export function setDrawings({ folder, terminal }: RunsContext, drawings: readonly number[] | undefined, weight: number): void {
  const row = withWriter(folder, (store) =>
    store.drawingSets.store(drawings ? store.drawings.get([...new Set(drawings)]) : store.drawings.list().filter(({ digit }) => digit !== null)),
  )
  terminal.print(JSON.stringify({ ...row, weight }))
}

/** Before the first start there is no database; that is an empty list and no failure. */
export function keptDrawings(folder: string): KeptDrawing[] {
  return existsSync(join(folder, databaseName)) ? withStore(folder, ({ drawings }) => drawings.list()) : []
}

function withWriter<T>(folder: string, work: (store: WritableStore) => T): T {
  const store = openStore({ folder, mode: 'write', program: 'lab drawings' })
  try {
    return work(store)
  } finally {
    store.close()
  }
}

type ChosenFiles = { kind: 'strokes'; file: string } | { kind: 'idx'; images: string; labels: string }

function chooseFiles({ strokes, idx }: DrawingFiles): ChosenFiles {
  if ((strokes === undefined) === (idx === undefined)) throw new UsageError('Give either --strokes FILE or --idx IMAGES LABELS')
  if (strokes !== undefined) return { kind: 'strokes', file: strokes }
  const [images, labels, ...more] = idx ?? []
  if (images === undefined || labels === undefined || more.length > 0) throw new UsageError('--idx takes two files, of images and of labels')
  return { kind: 'idx', images, labels }
}

function readStrokes(file: string): KeepableDrawing[] {
  const text = readFile(file, largest.strokes).toString('utf8')
  return checked(() => readKeepable(text, file))
}

function readImages(images: string, labels: string): KeepableDrawing[] {
  const [pixels, digits] = [readFile(images, largest.idx), readFile(labels, largest.idx)]
  return checked(() => keepableImages(parseIdx(pixels, images), parseIdx(digits, labels)))
}

function checked(read: () => KeepableDrawing[]): KeepableDrawing[] {
  try {
    return read()
  } catch (error) {
    if (error instanceof DataError) throw new LabError('data', `${error.message}. Nothing was added`)
    throw error
  }
}

/** An image that a kept drawing of strokes becomes is that drawing: a file of images that was written here adds nothing here. */
export function withoutKnownImages(given: readonly KeepableDrawing[], kept: readonly KeptDrawing[]): { missing: KeepableDrawing[]; present: number } {
  if (given.every(({ content }) => 'strokes' in content)) return { missing: [...given], present: 0 }
  const key = (image: Uint8Array) => Buffer.from(image).toString('base64')
  const drawn = new Set(kept.filter(({ content }) => 'strokes' in content).map(({ content }) => key(imageOfContent(content))))
  const missing = given.filter(({ content }) => 'strokes' in content || !drawn.has(key(content.image)))
  return { missing, present: given.length - missing.length }
}

function toNew(drawing: KeepableDrawing): NewDrawing {
  return { ...drawing, note: '' }
}

function requireSome(drawings: readonly unknown[], what: string): void {
  if (drawings.length === 0) throw new LabError('not-found', `There is no kept ${what} to export: keep some in Draw, or bring some in by lab drawings import`)
}

function counted(count: number): string {
  return count === 1 ? '1 drawing' : `${count} drawings`
}
