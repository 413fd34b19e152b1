/** What went wrong in the program itself, written down beside the data: nothing of it leaves the computer, and it never grows large. */
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** Bytes of the file at most; when it is full it becomes the old one, and the one before that goes. */
const mostBytes = 256 * 1024
const mostMessage = 1000
const mostFrames = 20
const mostFrame = 300

const mistakeSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Which part it was, such as "main process, uncaught". */
  where: z.string(),
  /** The error's class, or what is said of a process that is gone. */
  name: z.string(),
  message: z.string(),
  /** Places in the program, innermost first. */
  frames: z.array(z.string()),
})
export type Mistake = z.output<typeof mistakeSchema>

export const mistakeFile = (folder: string): string => join(folder, 'logs', 'mistakes.log')

/** Appends one line. Throws nothing: what cannot be written down is on the terminal alone. */
export function writeMistake(folder: string, mistake: Mistake, most = mostBytes): void {
  const file = mistakeFile(folder)
  const line = `${JSON.stringify(bounded(mistake))}\n`
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 })
    if (sizeOf(file) + Buffer.byteLength(line) > most) renameSync(file, `${file}.old`)
    appendFileSync(file, line, { mode: 0o600 })
  } catch (error) {
    console.error('The log of mistakes cannot be written:', error)
  }
}

/** The last ones, oldest first, from the file and the old one; what is no such line is left out. */
export function readMistakes(folder: string, count: number): Mistake[] {
  const file = mistakeFile(folder)
  const lines = [`${file}.old`, file].flatMap((path) => linesOf(path))
  return lines.flatMap((line) => parseLine(line)).slice(-count)
}

/** Anything that was thrown. */
export function mistakeOf(where: string, thrown: unknown, at: Date): Mistake {
  if (!(thrown instanceof Error)) return { at: at.toISOString(), where, name: 'thrown', message: String(thrown), frames: [] }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { at: at.toISOString(), where, name: thrown.name, message: thrown.message, frames: frames.map((line) => line.trim()) }
}

function bounded({ at, where, name, message, frames }: Mistake): Mistake {
  return {
    at,
    where: where.slice(0, mostFrame),
    name: name.slice(0, mostFrame),
    message: message.slice(0, mostMessage),
    frames: frames.slice(0, mostFrames).map((frame) => frame.slice(0, mostFrame)),
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    // There was no mistake yet.
    return []
  }
}

function parseLine(line: string): Mistake[] {
  try {
    const parsed = mistakeSchema.safeParse(JSON.parse(line))
    return parsed.success ? [parsed.data] : []
  } catch {
    // The empty end, or a line that a full disk has cut.
    return []
  }
}
