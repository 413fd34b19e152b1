/** Gzip files of known size. */
import { LabError } from '../../../src/api/failure'
import { unpack } from '../../../src/trainer/unpack'
import { check, outcomeOf, type Parser } from '../parser'

/** Bytes that come out of every valid file of the corpus. */
const size = 1000

export const gzip: Parser = {
  name: 'gzip',
  read: (bytes) =>
    outcomeOf(() => {
      const refuse = (problem: string): never => {
        throw new LabError('data', `f ${problem}`)
      }
      check(unpack(bytes, size, refuse).length === size, 'another number of bytes came out')
    }),
}
