import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeZip } from '../../../src/report/zip'

const files = [
  { name: 'Two ways/loss.png', content: Uint8Array.of(1, 2, 3) },
  { name: 'Two ways/größe.csv', content: new TextEncoder().encode('a,b\r\n') },
]

test('the directory names every file, its size and its checksum', () => {
  const zip = Buffer.from(writeZip(files))
  const end = zip.length - 22
  expect(zip.readUInt32LE(end)).toBe(0x06054b50)
  expect(zip.readUInt16LE(end + 10)).toBe(2)
  const directory = zip.readUInt32LE(end + 16)
  expect(zip.readUInt32LE(directory)).toBe(0x02014b50)
  // CRC-32 of the bytes 1, 2, 3, and the size twice.
  expect([16, 20, 24].map((at) => zip.readUInt32LE(directory + at))).toEqual([0x55bc801d, 3, 3])
  expect(zip.subarray(directory + 46, directory + 46 + 17).toString()).toBe('Two ways/loss.png')
})

test('another program unpacks it to the same files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-zip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'figures.zip'), writeZip(files))
  const script = 'import sys, zipfile; archive = zipfile.ZipFile(sys.argv[1]); assert archive.testzip() is None; archive.extractall(sys.argv[2])'
  execFileSync('python3', ['-c', script, join(folder, 'figures.zip'), folder])
  for (const { name, content } of files) expect(new Uint8Array(readFileSync(join(folder, name)))).toEqual(content)
})
