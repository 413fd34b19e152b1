/**
 * Several files as one ZIP, which unpacks to a folder. Nothing is compressed: pictures are already.
 * PKWARE, ".ZIP File Format Specification" 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 */
import { crc32 } from '../engine/index'

export interface ZipEntry {
  /** Path within the ZIP, with forward slashes. */
  name: string
  content: Uint8Array
}

/** Bit 11 of the flags: names are UTF-8. */
const utf8 = 0x0800
const version = 20
/** 1 January 1980, the first day the format knows: the same files give the same bytes. */
const firstDay = 0x21

/** Throws a RangeError for more files or bytes than the format takes without its 64-bit form. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  if (entries.length > 0xffff) throw new RangeError(`a ZIP takes at most 65535 files, got ${entries.length}`)
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const path = new TextEncoder().encode(name)
    const facts = [version, utf8, 0, 0, firstDay]
    const sizes = [crc32(content), content.length, content.length]
    const local = record([[4, 0x04034b50], ...shorts(facts), ...longs(sizes), ...shorts([path.length, 0])])
    parts.push(local, path, content)
    const central = [[4, 0x02014b50], ...shorts([version, ...facts]), ...longs(sizes), ...shorts([path.length, 0, 0, 0, 0]), [4, 0], [4, offset]] as const
    directory.push(record(central), path)
    offset += local.length + path.length + content.length
  }
  const directoryLength = directory.reduce((sum, { length }) => sum + length, 0)
  if (offset + directoryLength > 0xffffffff) throw new RangeError(`a ZIP takes at most 4 GB, got ${offset} bytes`)
  const count = entries.length
  const end = record([[4, 0x06054b50], ...shorts([0, 0, count, count]), ...longs([directoryLength, offset]), [2, 0]])
  return concatenate([...parts, ...directory, end])
}

/** Width in bytes and value. */
type Field = readonly [width: 2 | 4, value: number]
const shorts = (values: readonly number[]) => values.map((value): Field => [2, value])
const longs = (values: readonly number[]) => values.map((value): Field => [4, value])

function record(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value >>> 0, true)
    at += width
  }
  return bytes
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
