/** From an experiment to its trials: the grid of the sweep, times the seeds. */
import { limits } from './limits'
import { trialSchema, type ExperimentConfig, type SeedsConfig, type TrialConfig } from './experiment'
import { setField } from './paths'
import { firstProblem, type Validated } from './validate'

/** One point of the sweep's grid. */
export interface Setting {
  /** The swept values in words, empty without a sweep. */
  label: string
  config: TrialConfig
}

export function listSeeds(seeds: SeedsConfig): number[] {
  return 'list' in seeds ? seeds.list : Array.from({ length: seeds.count }, (_, i) => i + 1)
}

/** The seeds of both, as a count where they are 1 to N. */
export function joinSeeds(a: SeedsConfig, b: SeedsConfig): SeedsConfig {
  const all = [...new Set([...listSeeds(a), ...listSeeds(b)])].sort((one, other) => one - other)
  return all.at(-1) === all.length ? { count: all.length } : { list: all }
}

/** Trials of an experiment, before any is expanded. */
export function countTrials(experiment: Pick<ExperimentConfig, 'sweep' | 'seeds'>): number {
  const settings = experiment.sweep.reduce((product, axis) => product * axis.values.length, 1)
  return settings * ('list' in experiment.seeds ? experiment.seeds.list.length : experiment.seeds.count)
}

/** The configuration that every trial shares, without what belongs to the experiment. */
export function baseTrial(experiment: ExperimentConfig): TrialConfig {
  const { name: _name, seeds: _seeds, sweep: _sweep, keepModels: _keepModels, ...trial } = experiment
  return trial
}

/** Every setting of the sweep, validated one by one; the first axis varies slowest. */
export function expandSettings(experiment: ExperimentConfig): Validated<Setting[]> {
  const trials = countTrials(experiment)
  if (trials > limits.trials)
    return { ok: false, problems: [{ field: 'sweep', message: `The experiment has ${trials} trials; at most ${limits.trials} are allowed` }] }
  let grid: { label: string[]; config: unknown }[] = [{ label: [], config: baseTrial(experiment) }]
  for (const [index, axis] of experiment.sweep.entries()) {
    if (axis.labels && axis.labels.length !== axis.values.length) {
      return {
        ok: false,
        problems: [{ field: `sweep.${index}.labels`, message: `${axis.labels.length} labels for ${axis.values.length} values: give one a value, or none` }],
      }
    }
    const next: typeof grid = []
    for (const point of grid) {
      for (const [k, value] of axis.values.entries()) {
        const config = setField(point.config, axis.field, value)
        if (!config.ok) return { ok: false, problems: [{ field: `sweep.${index}.field`, message: config.message }] }
        next.push({
          label: [...point.label, axis.labels?.[k] ?? `${axis.field} = ${typeof value === 'string' ? value : JSON.stringify(value)}`],
          config: config.value,
        })
      }
    }
    grid = next
  }
  const settings: Setting[] = []
  for (const point of grid) {
    const parsed = trialSchema.safeParse(point.config)
    if (!parsed.success) {
      const problem = firstProblem(parsed.error)
      return { ok: false, problems: [{ field: problem.field, message: `${point.label.join(', ')}: ${problem.message}` }] }
    }
    settings.push({ label: point.label.join(', '), config: parsed.data })
  }
  return { ok: true, value: settings }
}
