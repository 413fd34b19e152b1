/** Many short runs in one lab: its memory stays, and it closes what it opens. */
import type { Campaign, Context } from '../campaign'
import { startCommand } from '../parts/command'
import { soakSchema, type SoakMeasure } from '../parts/measures'
import { programFile } from '../parts/programs'

/** Resident memory of both processes may grow by this share from half of the runs to the last. */
const growth = 0.1
/**
 * V8 enlarges its space for new objects now and then, up to a bound, and keeps what it does not use, whatever the program holds: here the space
 * is small from the beginning.
 */
const flags = ['--expose-gc', '--max-semi-space-size=2']
/** With fewer runs a process is still warming up: its memory is told and not judged. */
const judged = 500
const megabyte = 1024 * 1024

export const soak: Campaign = {
  name: 'soak',
  title: 'short runs one after the other in one lab',
  counts: { ordinary: 50, long: 1000 },
  missing: () => (process.platform === 'linux' ? null : 'what a process holds is read from /proc'),
  async run({ count, scratch, tally }: Context) {
    const { lines, ended } = startCommand([process.execPath, ...flags, programFile('soak'), scratch(), String(count)], { patience: Infinity })
    const { code, err } = await ended
    const [early, late] = lines.map((line) => soakSchema.parse(JSON.parse(line)))
    if (code !== 0 || early === undefined || late === undefined) throw new Error(`The lab ended with ${String(code)}: ${err}`)
    const problems = problemsOf(early, late, count >= judged)
    for (let run = 1; run <= count; run++) tally.add(`run ${run}`, run === count ? problems : [])
    tally.note(
      `from run ${early.runs} to run ${late.runs}: memory of both ${inMegabytes(memoryOf(early))} to ${inMegabytes(memoryOf(late))} MB, ` +
        `of it JavaScript's heap in the lab ${inMegabytes(early.heap)} to ${inMegabytes(late.heap)} MB`,
    )
    for (const which of ['lab', 'trainer'] as const) {
      const [before, after] = [early[which], late[which]]
      tally.note(
        `${which}: resident ${inMegabytes(before.memory)} to ${inMegabytes(after.memory)} MB, ` +
          `files ${before.files} to ${after.files}, threads ${before.threads} to ${after.threads}`,
      )
    }
  },
}

function problemsOf(early: SoakMeasure, late: SoakMeasure, judgeMemory: boolean): string[] {
  const grown = memoryOf(late) / memoryOf(early) - 1
  return [
    ...(judgeMemory && grown > growth ? [`memory has grown by ${(100 * grown).toFixed(1)} %`] : []),
    ...(['lab', 'trainer'] as const).flatMap((which) => [
      ...(late[which].files > early[which].files ? [`the ${which} has more open files`] : []),
      ...(late[which].threads > early[which].threads ? [`the ${which} has more threads`] : []),
    ]),
  ]
}

function memoryOf({ lab, trainer }: SoakMeasure): number {
  return lab.memory + trainer.memory
}

function inMegabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(0)
}
