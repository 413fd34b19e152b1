/** Which words of a command line are files to open: Windows and Linux give a file that was opened as an argument. */
import { isAbsolute, resolve } from 'node:path'
import * as z from 'zod'
import { kindOfFile } from '../../api/opened-file'

/** Options of the lab whose value is the next word. */
const withValue = new Set(['--data-dir', '--port', '--self-test'])

/** Files at once; the rest is left out. */
const most = 20

/**
 * Words that end like a file of the lab, as absolute paths. Options are none, and nor are the values of the lab's own.
 * @param words without the program itself
 * @param from the folder that relative paths begin in
 */
export function fileArguments(words: readonly string[], from: string): string[] {
  const files = words.filter((word, i) => !word.startsWith('-') && !withValue.has(words[i - 1] ?? '') && !word.includes('\0') && kindOfFile(word) !== null)
  return files.slice(0, most).map((word) => (isAbsolute(word) ? word : resolve(from, word)))
}

/** What a second start gives the first one: its files. */
export const secondStart = z.object({ files: z.array(z.string().max(4096)).max(most) })
