/** A packed lab tries itself out: the page calls, XOR is learnt, the images of digits and the digit model are there and whole. */
import { writeFileSync } from 'node:fs'
import { createClient, type LabClient } from '../api/client'
import type { Input } from '../api/contract'
import { UsageError } from './arguments'
import type { Lab } from './lab/options'

/** The words of the command line: a file for the report, because a program with a window has no terminal on Windows. */
export function selfTestFile(words: readonly string[]): string | null {
  const at = words.indexOf('--self-test')
  if (at < 0) return null
  const file = words[at + 1]
  if (file === undefined || file === '' || file.startsWith('-')) throw new UsageError('A value is missing: --self-test FILE')
  return file
}

export interface SelfTestReport {
  ok: boolean
  version: string
  platform: string
  arch: string
  electron: string | null
  steps: { step: string; seconds: number; problem: string | null }[]
}

export interface SelfTestOptions {
  lab: Lab
  /** Settles when the page has called the lab. */
  called: Promise<unknown>
  /** Milliseconds for each step. */
  patience?: number
}

const xor: Input<'experiments.start'> = {
  config: {
    name: 'Self-test: XOR',
    data: { source: 'xor', samples: 200 },
    network: { layers: [{ units: 8, activation: 'tanh' }, { units: 2 }] },
    loss: { name: 'cross_entropy', reduction: 'mean' },
    optimizer: { name: 'adam', learningRate: 0.05 },
    epochs: 40,
    seeds: { count: 2 },
  },
}

/** Goes on after a step that fails, so that the report says all. */
export async function selfTest({ lab, called, patience = 60_000 }: SelfTestOptions): Promise<SelfTestReport> {
  const client = createClient({ kind: 'electron', invoke: (op, input) => lab.invoke(op, input), subscribe: (listener) => lab.subscribe(listener) })
  const steps: SelfTestReport['steps'] = []
  const attempt = async (step: string, work: () => Promise<unknown>) => {
    const begun = performance.now()
    const problem = await within(patience, work()).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    steps.push({ step, seconds: (performance.now() - begun) / 1000, problem })
  }
  await attempt('the page calls the lab', () => called)
  await attempt('XOR is learnt', () => learnXor(client))
  await attempt('the images of digits are whole', () => readDigits(client))
  await attempt('the digit model is there', () => client.call('models.pretrained'))
  const { version, versions } = await client.call('app.info')
  const ok = steps.every(({ problem }) => problem === null)
  return { ok, version, platform: process.platform, arch: process.arch, electron: versions.electron, steps }
}

export function writeReport(file: string, report: SelfTestReport): void {
  const text = JSON.stringify(report, null, 2)
  console.log(text)
  writeFileSync(file, `${text}\n`)
}

/** The loss of each trial falls below a half of what the untrained network has. */
async function learnXor(client: LabClient): Promise<void> {
  const ended = new Set<number>()
  const all = Promise.withResolvers<undefined>()
  const stop = client.on('run', ({ id, status, message }) => {
    if (status === 'done') ended.add(id)
    else if (status !== 'queued' && status !== 'running') all.reject(new Error(`A trial is ${status}: ${message ?? 'no reason given'}`))
    if (ended.size === 2) all.resolve(undefined)
  })
  try {
    const { runs } = await client.call('experiments.start', xor)
    await all.promise
    for (const { epochs } of await client.call('runs.epochs', { runs: runs.map(({ id }) => id) })) {
      const before = epochs[0]?.train.loss ?? 0
      const after = epochs.at(-1)?.train.loss ?? Infinity
      if (!(after < before / 2)) throw new Error(`The loss went from ${before} to ${after}`)
    }
  } finally {
    stop()
  }
}

/** Reading checks the digest of each file. */
async function readDigits(client: LabClient): Promise<void> {
  for (const part of ['training', 'test'] as const) {
    const { pixels } = await client.call('data.images', { source: 'mnist', part, firstOf: [7] })
    if (pixels.length !== 784) throw new Error(`The first seven has ${pixels.length} pixels instead of 784`)
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`it took more than ${milliseconds / 1000} s`)), milliseconds)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
