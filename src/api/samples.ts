/** Sample runs: recorded by the makers, shipped with the program, and marked so that nobody takes them for their own. */
import type { RunRow } from './records'

/** The tag that tells them apart from other runs that are locked. */
export const sampleTag = 'sample'

/** What the names of samples begin with, so that they are told apart wherever a name stands alone. */
export const sampleMark = 'Sample: '

/** The name for what somebody makes of a sample. */
export function ownName(name: string): string {
  return name.startsWith(sampleMark) ? name.slice(sampleMark.length) : name
}

/** A sample is locked: it can be looked at, compared and set up anew, not edited or deleted. Once unlocked it is a run like any other. */
export function isSample({ locked, tags }: Pick<RunRow, 'locked' | 'tags'>): boolean {
  return locked && tags.includes(sampleTag)
}
