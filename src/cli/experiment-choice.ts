/** The experiment that the words of `lab train` describe: a preset or a file, with single fields changed. */
import { readFileSync } from 'node:fs'
import type { ExperimentConfig } from '../engine/config/experiment'
import { setField } from '../engine/config/paths'
import { findPreset, presetIds } from '../engine/config/presets'
import { expandSettings } from '../engine/config/trials'
import { validateExperiment, type Validated } from '../engine/config/validate'
import { UsageError } from './exit-codes'

export interface ExperimentChoice {
  preset?: string
  config?: string
  epochs?: number
  /** N means the seeds 1 to N. */
  seeds?: number
  /** `path=value`, where the value is JSON or else a word. */
  set?: readonly string[]
}

/** Reads and checks the experiment. Throws a UsageError that names the field and what it takes. */
export function chooseExperiment(choice: ExperimentChoice): ExperimentConfig {
  const base = chooseBase(choice)
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

function chooseBase({ preset, config }: ExperimentChoice): ExperimentConfig {
  if ((preset === undefined) === (config === undefined)) throw new UsageError('Give either --preset NAME or --config FILE')
  if (config !== undefined) return readConfig(config)
  const known = findPreset(preset ?? '')
  if (!known) throw new UsageError(`There is no preset "${preset}": the known ones are ${presetIds.join(', ')}`)
  return known.config
}

function readConfig(file: string): ExperimentConfig {
  return unwrap(validateExperiment(parseJson(readText(file), file)), `${file}: `)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new UsageError(`The configuration ${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`)
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`The configuration ${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
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
  throw new UsageError(where + validated.problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('; '))
}
