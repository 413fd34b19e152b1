/** Counts attempts: one has survived when nothing was wrong after it. */

/** So many losses are told in words; the rest is counted. */
const told = 10

export class Tally {
  tried = 0
  survived = 0
  readonly notes: string[] = []

  /**
   * @param attempt names it, so that it can be made again
   * @param problems what did not hold after it, in words
   */
  add(attempt: string, problems: readonly string[]): void {
    this.tried++
    if (problems.length === 0) this.survived++
    else if (this.lost <= told) this.notes.push(`${attempt}: ${problems.slice(0, 3).join('; ')}`)
  }

  get lost(): number {
    return this.tried - this.survived
  }

  /** What was measured or left out, in a sentence. */
  note(text: string): void {
    this.notes.push(text)
  }
}
