/** The experiment that the words of `lab train` describe: a preset or a file, with single fields changed. */
import { readFileSync, statSync } from 'node:fs'
import type { ExperimentConfig } from '../engine/config/experiment'
import { readJson } from '../engine/config/json'
import { setField } from '../engine/config/paths'
import { findPreset, presetIds } from '../engine/config/presets'
import { expandSettings } from '../engine/config/trials'
import { validateExperiment, type Validated } from '../engine/config/validate'
import { UsageError } from './exit-codes'
import { systemCode } from '../api/system-code'

export interface ExperimentChoice {
  preset?: string
  config?: string
  /** An imported data set, for an experiment of its own. */
  table?: string
  epochs?: number
  /** N means the seeds 1 to N. */
  seeds?: number
  /** `path=value`, where the value is JSON or else a word. */
  set?: readonly string[]
}

/**
 * Reads and checks the experiment. Throws a UsageError that names the field and what it takes.
 * @param onTable the experiment that an imported data set begins with
 */
export function chooseExperiment(choice: ExperimentChoice, onTable?: (name: string) => ExperimentConfig): ExperimentConfig {
  const base = chooseBase(choice, onTable)
  const changes = [
    ...(choice.epochs === undefined ? [] : [{ path: 'epochs', value: choice.epochs }]),
    ...(choice.seeds === undefined ? [] : [{ path: 'seeds', value: { count: choice.seeds } }]),
    ...(choice.set ?? []).map(parseChange),
  ]
  const changed = changes.reduce<unknown>((config, { path, value }) => {
    const result = setField(config, path, value)
    if (!result.ok) throw new UsageError(`--set ${path}: ${result.message}`)
    return result.value
  }, base)
  const config = unwrap(validateExperiment(changed))
  for (const { path } of changes) refuseSwept(config, path)
  unwrap(expandSettings(config))
  return config
}

function chooseBase({ preset, config, table }: ExperimentChoice, onTable?: (name: string) => ExperimentConfig): ExperimentConfig {
  if (table !== undefined && onTable !== undefined) {
    if (preset !== undefined || config !== undefined) throw new UsageError('Give one of --preset NAME, --config FILE and --table NAME')
    return onTable(table)
  }
  if ((preset === undefined) === (config === undefined)) throw new UsageError('Give either --preset NAME or --config FILE')
  if (config !== undefined) return readConfig(config)
  const known = findPreset(preset ?? '')
  if (!known) throw new UsageError(`There is no preset "${preset}": the known ones are ${presetIds.join(', ')}`)
  return known.config
}

function readConfig(file: string): ExperimentConfig {
  return parseConfig(readBytes(file), file)
}

/** Problems that one message names. */
const mostProblems = 10

/** The largest configuration that is read, in bytes: ten thousand seeds and values take far less. */
const largest = 4 * 1024 * 1024

/** Reads an experiment from the bytes of a file. Throws a UsageError that names the file and the field or the line. */
export function parseConfig(bytes: Uint8Array, file: string): ExperimentConfig {
  const json = unwrap(readJson(decodeText(bytes, file)), `The configuration ${file}: `)
  return unwrap(validateExperiment(json), `${file}: `)
}

function readBytes(file: string): Uint8Array {
  try {
    const { size } = statSync(file)
    if (size > largest) throw new UsageError(`The configuration ${file} has ${size} bytes; at most ${largest} are read`)
    return readFileSync(file)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`The configuration ${file} cannot be read (${systemCode(error)})`)
  }
}

/** Text in UTF-8, without the mark that some programs put first. */
function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`The configuration ${file} is no text in UTF-8`)
  }
}

function parseChange(text: string): { path: string; value: unknown } {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`--set takes path=value, such as optimizer.learningRate=0.01, not "${text}"`)
  return { path: text.slice(0, at), value: parseValue(text.slice(at + 1)) }
}

/** JSON where it is JSON; a bare word stands for itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A change that every setting of the sweep would overwrite has no effect: it is refused rather than ignored. */
function refuseSwept(config: ExperimentConfig, path: string): void {
  const axis = config.sweep.find(({ field }) => field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`))
  if (axis && path !== 'sweep') {
    throw new UsageError(`${path}: the experiment sweeps ${axis.field}, so this would have no effect: add --set sweep=[] to train one setting`)
  }
}

function unwrap<T>(validated: Validated<T>, where = ''): T {
  if (validated.ok) return validated.value
  const named = validated.problems.slice(0, mostProblems).map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
  const more = validated.problems.length - named.length
  throw new UsageError(where + named.join('; ') + (more > 0 ? `; and ${more} more` : ''))
}
