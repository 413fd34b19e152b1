/** Messages of Protocol Buffers field by field, with errors that name the byte. The wire format itself is the business of @bufbuild/protobuf. */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { DataError } from '../engine/data/data-error'

/** A message that lies within a file. */
export interface MessageBytes {
  bytes: Uint8Array
  /** The byte of the file at which it begins. */
  start: number
  /** What messages call the file. */
  file: string
}

/** One field of a message; reading its value as another type than it has throws a DataError. */
export interface Field {
  readonly number: number
  /** Where its value begins, such as "byte 16". */
  readonly place: string
  text(): string
  message(): MessageBytes
  /** A whole number that a double holds exactly. */
  whole(): number
  float(): number
  /** Whole numbers one by one or packed, at most so many at once. */
  wholes(most: number): number[]
  floats(most: number): number[]
}

/**
 * Reads the fields in order; a field whose value `take` does not read is skipped.
 * @throws DataError that names the byte where the message ends early or a value has another type
 */
export function readMessage({ bytes, start, file }: MessageBytes, take: (field: Field) => void): void {
  const reader = new BinaryReader(bytes)
  const placeOf = (at: number) => `byte ${start + at}`
  const guarded = <T>(read: () => T): T => {
    const at = reader.pos
    try {
      return read()
    } catch (error) {
      if (error instanceof DataError) throw error
      throw new DataError(file, placeOf(at), `this is no message of Protocol Buffers (${error instanceof Error ? error.message : String(error)})`)
    }
  }
  while (reader.pos < reader.len) {
    const [number, wire] = guarded(() => reader.tag())
    const at = reader.pos
    const place = placeOf(at)
    const expectWire = (wanted: WireType) => {
      if (wire !== wanted) throw new DataError(file, place, `field ${number} has the wire type ${wire}, expected ${wanted}`)
    }
    const chunk = () => {
      expectWire(WireType.LengthDelimited)
      return guarded(() => reader.bytes())
    }
    const several = (most: number, single: WireType, read: (from: BinaryReader) => number): number[] => {
      if (wire !== WireType.LengthDelimited) {
        expectWire(single)
        return [guarded(() => read(reader))]
      }
      const packed = new BinaryReader(chunk())
      const numbers: number[] = []
      while (packed.pos < packed.len) {
        if (numbers.length === most) throw new DataError(file, place, `expected at most ${most} numbers`)
        numbers.push(guarded(() => read(packed)))
      }
      return numbers
    }
    const exact = (from: BinaryReader) => {
      const value = Number(from.int64())
      if (!Number.isSafeInteger(value)) throw new DataError(file, place, `the number ${value} is too large`)
      return value
    }
    take({
      number,
      place,
      text: () => {
        expectWire(WireType.LengthDelimited)
        return guarded(() => reader.string(true))
      },
      message: () => {
        const content = chunk()
        return { bytes: content, start: start + reader.pos - content.length, file }
      },
      whole: () => {
        expectWire(WireType.Varint)
        return guarded(() => exact(reader))
      },
      float: () => {
        expectWire(WireType.Bit32)
        return guarded(() => reader.float())
      },
      wholes: (most) => several(most, WireType.Varint, exact),
      floats: (most) => several(most, WireType.Bit32, (from) => from.float()),
    })
    // Groups, the one kind of field that nests without a length, are of no format that is read here.
    if (wire === WireType.StartGroup || wire === WireType.EndGroup) throw new DataError(file, place, `field ${number} is a group, which is not read`)
    if (reader.pos === at) guarded(() => reader.skip(wire, number))
  }
}

/** Builds a message; what is left out is not written, as the format's defaults are. */
export class MessageWriter {
  readonly #writer = new BinaryWriter()

  text(number: number, value: string): this {
    this.#writer.tag(number, WireType.LengthDelimited).string(value)
    return this
  }

  bytes(number: number, value: Uint8Array): this {
    this.#writer.tag(number, WireType.LengthDelimited).bytes(value)
    return this
  }

  message(number: number, value: MessageWriter): this {
    return this.bytes(number, value.finish())
  }

  whole(number: number, value: number): this {
    this.#writer.tag(number, WireType.Varint).int64(BigInt(value))
    return this
  }

  float(number: number, value: number): this {
    this.#writer.tag(number, WireType.Bit32).float(value)
    return this
  }

  double(number: number, value: number): this {
    this.#writer.tag(number, WireType.Bit64).double(value)
    return this
  }

  finish(): Uint8Array {
    return this.#writer.finish()
  }
}
