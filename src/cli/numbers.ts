/** Whole numbers on the command line, each with the limits it names. */
import { InvalidArgumentError } from 'commander'

/** A parser for commander: refuses anything but a whole number within the range. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) throw new InvalidArgumentError(`It takes a whole number from ${min} to ${max}.`)
    return value
  }
}

/** The number of a run, or of a drawing. */
export const runNumber = wholeNumber(1, Number.MAX_SAFE_INTEGER)

/** Numbers that are given one after another. */
export function collectNumbers(text: string, before: number[] | undefined): number[] {
  return [...(before ?? []), runNumber(text)]
}
