/**
 * Schedules of the learning rate: the curve of each, and what the same network learns under it. Noise of 0.2 leaves a loss of 0.2² = 0.04;
 * a rate that falls gets nearer to it than one that keeps jumping.
 */
import { createSchedule, createSession, prepareTrialData, trialSchema, type TrialConfig } from '../src/engine/index'

const epochs = 30
const schedules = ['constant', 'step', 'exponential', 'cosine', 'warmup_cosine', 'one_cycle']
const bars = '▁▂▃▄▅▆▇█'

function trial(schedule: string): TrialConfig {
  return trialSchema.parse({
    data: { source: 'sine', samples: 200, noise: 0.2 },
    network: { layers: [{ units: 16, activation: 'tanh' }, { units: 1 }] },
    loss: 'mse',
    optimizer: { name: 'adam', learningRate: 0.05 },
    schedule,
    batchSize: 5,
    epochs,
    kernels: 'reference',
  })
}

/** A character an epoch, as high as the rate is against the optimizer's own. */
function drawRates({ schedule, optimizer: { learningRate: baseRate } }: TrialConfig): string {
  const { rate } = createSchedule(schedule, { baseRate, epochs })
  return Array.from({ length: epochs }, (_, i) => bars[Math.round((rate(i + 1) / baseRate) * (bars.length - 1))]).join('')
}

/** The loss of the last epoch. */
function train(config: TrialConfig): number {
  const session = createSession({ config, seed: 1, data: prepareTrialData(config, 1, null), now: () => performance.now(), digest: () => '' })
  let loss = NaN
  for (;;) {
    const outcome = session.advance(() => false)
    if (outcome.kind === 'diverged') throw new Error(outcome.message)
    if (outcome.kind === 'done') return loss
    if (outcome.kind === 'epoch') loss = outcome.record.train.loss ?? NaN
  }
}

for (const name of schedules) {
  const config = trial(name)
  console.log(`${name.padEnd(14)} ${drawRates(config)} loss ${train(config).toFixed(4)}`)
}
