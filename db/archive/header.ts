/** The first 100 bytes of an archive, read before SQLite sees the file. "Database File Format", sqlite.org, section 1.3. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { LabError } from '../../src/api/failure'
import { systemCode } from '../../src/api/system-code'
import { applicationId, archiveVersion, mostBytes, readableVersion, type ArchiveVersion } from './format'

const magic = 'SQLite format 3\0'
const headerBytes = 100
/** Format of reading and writing: 1 is the rollback journal, 2 the write-ahead log, whose file an archive does not bring along. */
const rollbackJournal = 0x0101
const utf8 = 1

/** Returns the archive's version. Throws a LabError `data` that names the byte where the file is no archive, and says so where it is one of a newer version. */
export function checkHeader(file: string): ArchiveVersion {
  const { header, size } = readHeader(file)
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const refuse = (byte: number, problem: string): never => {
    throw new LabError('data', `${file}, byte ${byte}: ${problem}`)
  }
  if (header.length < headerBytes || header.toString('latin1', 0, magic.length) !== magic)
    refuse(0, 'this is no archive of Backprop Lab. An archive is made by "lab runs export" or in Runs')
  if (view.getUint32(68) !== applicationId) refuse(68, 'this is a database, but no archive of Backprop Lab')
  const number = view.getUint32(60)
  if (number > archiveVersion)
    refuse(60, `the archive has version ${number}, and this program reads up to ${archiveVersion}: open it with a newer Backprop Lab`)
  const version = readableVersion(number) ?? refuse(60, `expected a version from 1 to ${archiveVersion}, found ${number}`)
  if (view.getUint16(18) !== rollbackJournal) refuse(18, 'expected a file without a write-ahead log: take the archive as it was exported')
  if (view.getUint32(56) !== utf8) refuse(56, `expected texts in UTF-8, found encoding ${view.getUint32(56)}`)
  // 1 stands for 65,536, which two bytes cannot hold.
  const pageSize = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16)
  const pages = view.getUint32(28)
  if (pages * pageSize !== size) refuse(28, `expected ${pages} pages of ${pageSize} bytes, found ${size} bytes: the archive is cut off or was added to`)
  return version
}

function readHeader(file: string): { header: Buffer; size: number } {
  try {
    const descriptor = openSync(file, 'r')
    try {
      const status = fstatSync(descriptor)
      if (!status.isFile()) throw new LabError('data', `${file} is no file`)
      if (status.size > mostBytes.archive) throw new LabError('data', `${file} has ${status.size} bytes; an archive has at most ${mostBytes.archive}`)
      const header = Buffer.alloc(headerBytes)
      return { header: header.subarray(0, readSync(descriptor, header, 0, headerBytes, 0)), size: status.size }
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('data', `The archive ${file} cannot be read (${systemCode(error)})`)
  }
}
