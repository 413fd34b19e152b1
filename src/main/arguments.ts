/** What the shells read from the command line and the environment. */
import { parseArgs } from 'node:util'

export interface ShellArguments {
  /** Folder of the database, or undefined for the system's. */
  folder?: string
  /** 0 takes any free port. */
  port: number
  /** Whether a new database begins with the sample runs. */
  samples: boolean
}

/** Says what is wrong with the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const options = {
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  'no-samples': { type: 'boolean' },
  /** For the launcher. */
  'no-open': { type: 'boolean' },
} as const

/**
 * Reads `--data-dir DIR`, `--port N` and `--no-samples`, and LAB_DATA_DIR and LAB_PORT where they are absent. Throws a UsageError where a value is
 * missing or is no port, and for words it does not know unless they are `ignored`: Electron and Chromium have their own.
 */
export function readArguments(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  unknownWords: 'refused' | 'ignored' = 'refused',
): ShellArguments {
  const values = parse([...words], unknownWords === 'refused')
  const folder = textOf('--data-dir DIR', values['data-dir']) ?? (env['LAB_DATA_DIR'] || undefined)
  const port = readPort(textOf('--port N', values.port) ?? (env['LAB_PORT'] || '0'))
  const samples = values['no-samples'] !== true
  return folder === undefined ? { port, samples } : { folder, port, samples }
}

function parse(args: string[], strict: boolean): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args, options, strict, allowPositionals: !strict }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function textOf(usage: string, value: string | boolean | undefined): string | undefined {
  if (typeof value === 'boolean' || value === '' || value?.startsWith('--')) throw new UsageError(`A value is missing: ${usage}`)
  return value
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`The port is "${text}". It is a whole number from 0 to 65535; 0 takes any free one.`)
  return port
}
