/**
 * Text of rows and cells, read piece by piece: quoting, newlines within quotes, endings of lines and the mark at the beginning are the
 * business of csv-parse; what is refused, and in which words, is ours.
 */
import { CsvError, parse } from 'csv-parse'
import { limits } from '../../engine/config/limits'
import { DataError } from '../../engine/data/data-error'
import { quote } from '../../engine/data/describe'

/** Bytes of one row at most: memory stays bounded, whatever the file holds. */
export const mostRowBytes = 1024 * 1024

export interface CsvSource {
  /** For messages. */
  file: string
  delimiter: string
}

/**
 * @param chunks the bytes of the file
 * @param onRow called for each row that is not empty, with the line that it ends in, counted from 1
 * @throws DataError that names the line: a row of more than `mostRowBytes`, more columns than a data set takes, a row with other cells than the
 * first, a quote that is not closed or that stands within a cell, a zero byte, text in UTF-16; and whatever `onRow` throws
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  { file, delimiter }: CsvSource,
  onRow: (cells: string[], line: number) => void,
): Promise<void> {
  let width: { cells: number; line: number } | null = null
  const parser = parse({
    delimiter,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: mostRowBytes,
    on_record: (cells: string[], { lines }) => {
      width ??= checkWidth(cells, lines, file)
      if (cells.length !== width.cells)
        throw new DataError(file, `line ${lines}`, `expected ${width.cells} cells as in line ${width.line}, found ${cells.length}`)
      onRow(cells, lines)
      return null
    },
  })
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', (error) => reject(asDataError(error, file)))
  })
  done.catch(() => undefined)
  // Nothing comes out: rows are taken as they are found.
  parser.resume()
  let first = true
  for await (const chunk of chunks) {
    if (first) refuseUtf16(chunk, file)
    first = false
    refuseZeros(chunk, parser.info.lines, file)
    if (!parser.write(chunk)) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), done])
  }
  parser.end()
  await done
}

function checkWidth(cells: readonly string[], line: number, file: string): { cells: number; line: number } {
  if (cells.length > limits.storedColumns) throw new DataError(file, `line ${line}`, `it has ${cells.length} columns; at most ${limits.storedColumns} are read`)
  return { cells: cells.length, line }
}

/** @throws DataError where the beginning of a file says that it is no text in UTF-8 */
export function refuseBinary(beginning: Uint8Array, file: string): void {
  refuseUtf16(beginning, file)
  refuseZeros(beginning, 1, file)
}

function refuseUtf16(chunk: Uint8Array, file: string): void {
  const mark = `${chunk[0]} ${chunk[1]}`
  if (mark === '255 254' || mark === '254 255') throw new DataError(file, 'line 1', 'it is text in UTF-16: save it as UTF-8')
}

/** Text has no zero bytes; a file of another kind has them early. */
function refuseZeros(chunk: Uint8Array, lines: number, file: string): void {
  const at = chunk.indexOf(0)
  if (at < 0) return
  const before = chunk.subarray(0, at)
  const line = Math.max(1, lines) + before.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0)
  throw new DataError(file, `line ${line}, byte ${at - before.lastIndexOf(0x0a)}`, 'it holds a zero byte: this is no text, or text in UTF-16. Save it as UTF-8')
}

function asDataError(error: unknown, file: string): unknown {
  if (!(error instanceof CsvError)) return error
  const line = `line ${Number(Reflect.get(error, 'lines') ?? 0)}`
  const column = Number(Reflect.get(error, 'index') ?? 0) + 1
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new DataError(file, line, `a row has more than ${mostRowBytes} bytes: is the delimiter or the ending of its lines another?`)
    case 'CSV_QUOTE_NOT_CLOSED':
      return new DataError(file, line, `a quote that was opened before, in column ${column}, is not closed until the file ends`)
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new DataError(file, `${line}, column ${column}`, 'a quote stands within a cell: put the whole cell into quotes, and write quotes in it twice')
    default:
      return new DataError(file, `${line}, column ${column}`, `it cannot be read (${quote(error.code)})`)
  }
}
