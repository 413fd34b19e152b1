/** Many short runs in one lab: its memory stays, and it closes what it opens. */
import type { Campaign, Context } from '../campaign'
import { startCommand } from '../parts/command'
import { soakSchema, type SoakMeasure } from '../parts/measures'
import { programFile } from '../parts/programs'

/**
 * Memory may grow by this share from a tenth of the runs to the last. What V8 keeps in reserve for new objects does not count: it is
 * enlarged now and then, up to a bound, whatever the program holds.
 */
const growth = 0.1
/** With fewer runs a process is still warming up: its memory is told and not judged. */
const judged = 500
const megabyte = 1024 * 1024

export const soak: Campaign = {
  name: 'soak',
  title: 'short runs one after the other in one lab',
  counts: { ordinary: 50, long: 1000 },
  missing: () => (process.platform === 'linux' ? null : 'what a process holds is read from /proc'),
  async run({ count, scratch, tally }: Context) {
    const { lines, ended } = startCommand([process.execPath, '--expose-gc', programFile('soak'), scratch(), String(count)], { patience: Infinity })
    const { code, err } = await ended
    const [early, late] = lines.map((line) => soakSchema.parse(JSON.parse(line)))
    if (code !== 0 || early === undefined || late === undefined) throw new Error(`The lab ended with ${String(code)}: ${err}`)
    const problems = problemsOf(early, late, count >= judged)
    for (let run = 1; run <= count; run++) tally.add(`run ${run}`, run === count ? problems : [])
    tally.note(
      `memory of both without V8's reserve ${inMegabytes(memoryOf(early))} to ${inMegabytes(memoryOf(late))} MB, ` +
        `of it JavaScript's heap in the lab ${inMegabytes(early.heap.used)} to ${inMegabytes(late.heap.used)} MB`,
    )
    for (const which of ['lab', 'trainer'] as const) {
      const [before, after] = [early[which], late[which]]
      tally.note(
        `${which}, from run ${early.runs} to run ${late.runs}: resident ${inMegabytes(before.memory)} to ${inMegabytes(after.memory)} MB, ` +
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

function memoryOf({ lab, trainer, heap }: SoakMeasure): number {
  return lab.memory + trainer.memory - heap.reserve
}

function inMegabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(0)
}
