/** A hundred trials of the report's small problems, 1000 epochs each with all samples in one step. */
import type { PresetId } from '../../src/engine/config/presets'
import { generateData, type Dataset } from '../../src/engine/index'
import type { TrialsJob } from '../peers/jobs'
import type { PeerTask, RatioOf, Task, TaskSet, ThreadTask } from '../task'
import { openSession, presetTrial, seconds } from './training'

export const sets: readonly TaskSet[] = [
  { id: 'small', group: 'small', title: 'a hundred trials of linear regression and of XOR, 1000 epochs', usual: true },
  { id: 'trials', group: 'sweep', title: 'numbers of trials of XOR', usual: false },
]

const trials = 100
/** PyTorch would take minutes for all. */
const peerTrials = 3
/**
 * A round beside PyTorch goes on for as many seconds as PyTorch's, and for as many that are not counted before it, as PyTorch trains one trial
 * more: what wakes a processor up, fills its caches and brings back the memory that the system took from whoever waited counts for neither.
 */
const peerSeconds = 0.2
/** Those that are not counted of the first round: for so long the compiler of JavaScript finds something to do better. */
const compilerSeconds = 3

/**
 * All trials one after the other on one thread, each from its initial weights to its last epoch; the data is there before.
 * @param least seconds of a round: all trials again until they have passed
 */
function manyTrials(named: Pick<ThreadTask, 'id' | 'set' | 'title'>, preset: PresetId, count: number, least = 0): ThreadTask {
  return {
    ...named,
    unit: 's',
    in: 'thread',
    prepare() {
      const config = presetTrial(preset)
      const data = dataOf(preset, count)
      const trainAll = () => {
        for (const [k, training] of data.entries()) seconds(openSession(config, { training, validation: null }, k + 1), config.epochs + 1)
      }
      let uncounted = least === 0 ? 0 : compilerSeconds
      return () => {
        if (uncounted > 0) meanSeconds(trainAll, uncounted)
        uncounted = least
        return meanSeconds(trainAll, least)
      }
    },
  }
}

/** Does it again and again until so many seconds have passed, once at least. */
function meanSeconds(work: () => void, least: number): number {
  const begun = performance.now()
  for (let times = 1; ; times++) {
    work()
    const passed = (performance.now() - begun) / 1000
    if (passed >= least) return passed / times
  }
}

function dataOf(preset: PresetId, count: number): Dataset[] {
  const { data } = presetTrial(preset)
  return Array.from({ length: count }, (_, k) => generateData(data, k + 1).data)
}

function peer(id: string, title: string, preset: PresetId, job: Pick<TrialsJob, 'hidden' | 'outputs' | 'loss'>): PeerTask {
  const { epochs } = presetTrial(preset)
  return {
    id,
    set: 'small',
    title: `${title}, PyTorch (${peerTrials} trials, times ${trials} / ${peerTrials})`,
    unit: 's',
    in: 'peer',
    peer: 'pytorch',
    factor: trials / peerTrials,
    job: {
      ...job,
      kind: 'trials',
      activation: 'tanh',
      optimizer: { name: 'sgd', rate: 0.01 },
      batch: Number.MAX_SAFE_INTEGER,
      epochs,
      trials: dataOf(preset, peerTrials).map(asLists),
    },
  }
}

function asLists({ samples, inputs, features, targets }: Dataset): TrialsJob['trials'][number] {
  const rows = (values: ArrayLike<number>, columns: number) =>
    Array.from({ length: samples }, (_, i) => Array.from(values).slice(i * columns, (i + 1) * columns))
  return { features: rows(features.values, inputs), targets: targets.kind === 'classes' ? Array.from(targets.labels) : rows(targets.values, targets.outputs) }
}

export const tasks: readonly Task[] = [
  manyTrials({ id: 'line-fast', set: 'small', title: `linear regression, ${trials} trials` }, 'fig1', trials, peerSeconds),
  peer('line-pytorch', 'linear regression', 'fig1', { hidden: [], outputs: 1, loss: 'mse' }),
  manyTrials({ id: 'xor-fast', set: 'small', title: `XOR 2-8-2, ${trials} trials` }, 'fig3', trials, peerSeconds),
  peer('xor-pytorch', 'XOR 2-8-2', 'fig3', { hidden: [8], outputs: 2, loss: 'cross_entropy' }),
  ...[1, 10, 100].map((count) =>
    manyTrials({ id: `trials-${count}`, set: 'trials', title: `XOR 2-8-2, ${count} trial${count > 1 ? 's' : ''}` }, 'fig3', count),
  ),
]

export const ratios: readonly RatioOf[] = ['line', 'xor'].map((name) => ({ id: `${name}-against-pytorch`, of: `${name}-pytorch`, to: `${name}-fast` }))
