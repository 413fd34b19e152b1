import { expect, it, test } from 'vitest'
import { crc32c, maskedCrc32c } from '../../../src/interop/runs/crc32c'
import { runsCsv, runsJsonLines } from '../../../src/interop/runs/tables'
import { eventFile, readScalars } from '../../../src/interop/runs/tensorboard'
import { epoch, runRow } from '../cli/rows'

const run = runRow(7, 'done', { name: '=Fig, "4"', createdAt: '2026-01-02T03:04:05.000Z' })
const epochs = [epoch(0, 2.5), { ...epoch(1, 0.5), seconds: 2, train: { loss: 0.5, accuracy: 0.75 }, learningRate: 0.1 }]

test('CRC-32C has the values of RFC 3720, appendix B.4', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283)
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e)
  // rotr(0xe3069283, 15) = 0x2507c60d; + 0xa282ead8 = 0xc78ab0e5
  expect(maskedCrc32c(new TextEncoder().encode('123456789'))).toBe(0xc78ab0e5)
})

/** The documented format read byte by byte, with nothing of the program. */
function readRecords(bytes: Uint8Array): Uint8Array[] {
  const slow = (data: Uint8Array) => {
    let register = 0xffffffffn
    for (const byte of data) {
      register ^= BigInt(byte)
      for (let bit = 0; bit < 8; bit++) register = register & 1n ? (register >> 1n) ^ 0x82f63b78n : register >> 1n
    }
    const value = register ^ 0xffffffffn
    return Number((((value >> 15n) | (value << 17n)) + 0xa282ead8n) & 0xffffffffn)
  }
  const buffer = Buffer.from(bytes)
  const records: Uint8Array[] = []
  for (let at = 0; at < buffer.length;) {
    const length = Number(buffer.readBigUInt64LE(at))
    expect(buffer.readUInt32LE(at + 8)).toBe(slow(buffer.subarray(at, at + 8)))
    const record = buffer.subarray(at + 12, at + 12 + length)
    expect(buffer.readUInt32LE(at + 12 + length)).toBe(slow(record))
    records.push(record)
    at += 16 + length
  }
  return records
}

it('writes an event file that begins with its version and has the scalars of each epoch', () => {
  const bytes = eventFile(run, epochs)
  const [version, config, first, second, ...more] = readRecords(bytes)
  expect(more).toEqual([])
  // Field 1, wall_time: a double; field 3, file_version: 13 bytes of text.
  expect(Buffer.from(version!).readDoubleLE(1)).toBe(Date.parse('2026-01-02T03:04:05Z') / 1000)
  expect(Buffer.from(version!).subarray(9).toString('latin1')).toBe('\u001a\u000dbrain.Event:2')
  expect(Buffer.from(config!).toString('utf8')).toContain('configuration')
  // Field 2, step 0; then field 5, the summary, with the value (tag, float) of the loss first: 2.5 is 0x40200000.
  expect(Buffer.from(first!).subarray(9, 11).toString('hex')).toBe('1000')
  expect(Buffer.from(first!).toString('hex')).toContain(`0a0a${Buffer.from('loss/train').toString('hex')}1500002040`)
  // Two seconds of training after the first.
  expect(Buffer.from(second!).readDoubleLE(1)).toBe(Date.parse('2026-01-02T03:04:07Z') / 1000)
  expect(readScalars(bytes, 'f').filter(({ step }) => step === 1)).toEqual([
    { step: 1, tag: 'loss/train', value: 0.5 },
    { step: 1, tag: 'accuracy/train', value: 0.75 },
    { step: 1, tag: 'learning_rate', value: Math.fround(0.1) },
    { step: 1, tag: 'seconds', value: 2 },
  ])
})

it('finds a changed bit and a cut file', () => {
  const bytes = eventFile(run, epochs)
  const changed = bytes.slice()
  changed[40]! ^= 1
  expect(() => readScalars(changed, 'f')).toThrow(/^f, byte \d+: the checksum of a?/)
  expect(() => readScalars(bytes.subarray(0, bytes.length - 1), 'f')).toThrow(/a record ends early/)
})

test('CSV has a line an epoch, numbers in full, and no formula', () => {
  const [header, first, second, end] = runsCsv([{ run, epochs }]).split('\r\n')
  expect(header).toMatch(/^run,experiment,name,setting,seed,status,epoch,train_loss,/)
  expect(first).toMatch(/^7,\d+,"'=Fig, ""4""",[^,]*,\d+,done,0,2\.5,,,,/)
  expect(second).toContain(',done,1,0.5,0.75,,,0.1,2,')
  expect(end).toBe('')
})

test('JSON Lines has the run before its epochs', () => {
  const lines: unknown[] = runsJsonLines([{ run, epochs }])
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toEqual([{ type: 'run', ...run }, ...epochs.map((record) => ({ type: 'epoch', run: 7, ...record }))])
})
