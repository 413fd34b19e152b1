/** What the fuzzer tries: something that reads bytes from elsewhere, and either takes them or refuses them in words. */
import { CheckpointError } from '../../src/engine/training/checkpoint'
import { DataError } from '../../src/engine/data/data-error'
import { LabError } from '../../src/api/failure'
import { UsageError } from '../../src/cli/exit-codes'

export type Outcome = 'accepted' | 'refused'

export interface Parser {
  /** Its folder in the corpus. */
  name: string
  /** Reads the bytes. Anything that is thrown but a refusal of `refusalOf` is a crash. */
  read(bytes: Uint8Array): Outcome | Promise<Outcome>
  /** Makes checksums right again, so that what lies behind them is reached. */
  repair?(bytes: Uint8Array): Uint8Array
}

/** Far longer than any message needs to be: a file must not write what a person reads. */
const longestMessage = 2000

/** Whether an error is a refusal: of a type of its own, with a place and few words. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || error.message.length > longestMessage || error.message === '') return false
  if (error instanceof DataError) return error.place !== '' && error.problem !== ''
  return error instanceof LabError ? error.code !== 'internal' : error instanceof CheckpointError || error instanceof UsageError
}

/** Runs a reader whose refusals are thrown. */
export async function outcomeOf(read: () => unknown): Promise<Outcome> {
  try {
    await read()
    return 'accepted'
  } catch (error) {
    if (isRefusal(error)) return 'refused'
    throw error
  }
}

/** Throws where what was taken is not what it should be. */
export function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(`taken, but ${what}`)
}
