/** What runs is what the configuration asks for, or the run says that it is not: nothing falls back in silence. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TrialConfig } from '../../../src/engine/config/experiment'
import { decodeModel } from '../../../src/engine/models/model-file'
import { fastKernels, runningKernels } from '../../../src/trainer/kernels'
import type { TrialStart, WorkerCommand, WorkerEvent } from '../../../src/trainer/messages'
import { serve } from '../../../src/trainer/worker-loop'
import { trialStart, xorConfig } from './fixtures'

const fallback = 'reference (this system has no WebAssembly SIMD)'
const reference: TrialConfig = { ...xorConfig(), kernels: 'reference' }

/** What a thread says of one trial, up to its end. */
function train(start: TrialStart, serving: typeof serve = serve): Promise<WorkerEvent[]> {
  return new Promise((resolve) => {
    const events: WorkerEvent[] = []
    let send: (command: WorkerCommand) => void = () => undefined
    serving({
      post(event) {
        events.push(event)
        if (event.type === 'batch') send({ type: 'acknowledge', run: start.run })
        if (event.type === 'ended') resolve(events)
      },
      listen: (listener) => (send = listener),
    })
    send({ type: 'trial', ...start })
  })
}

function kernelsOf(events: readonly WorkerEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'started' ? [event.kernels] : []))
}
function digestsOf(events: readonly WorkerEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'batch' ? event.epochs.map(({ weightDigest }) => weightDigest) : []))
}
function modelsOf(events: readonly WorkerEvent[]) {
  return events.flatMap((event) => (event.type === 'batch' ? event.models.map(({ file }) => decodeModel(file)) : []))
}

describe('here, where there is WebAssembly SIMD', () => {
  test('a trial gets the kernels that it asks for, and a run records their name', async () => {
    expect(fastKernels).not.toBeNull()
    expect(runningKernels(xorConfig())).toEqual({ config: xorConfig(), name: 'fast' })
    expect(runningKernels(reference)).toEqual({ config: reference, name: 'reference' })
    const [quick, slow] = [await train(trialStart()), await train(trialStart({ config: reference }))]
    expect([kernelsOf(quick), kernelsOf(slow)]).toEqual([['fast'], ['reference']])
    expect(quick.at(-1)).toMatchObject({ type: 'ended', ending: { status: 'done' } })
    // The two round differently: the same weights at first, others after ten epochs.
    expect(digestsOf(quick)).toHaveLength(11)
    expect(digestsOf(quick)[0]).toBe(digestsOf(slow)[0])
    expect(digestsOf(quick).at(-1)).not.toBe(digestsOf(slow).at(-1))
  })
})

describe('where there is none', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.resetModules()
  })

  test('the reference runs, and the name says why', () => {
    expect(runningKernels(xorConfig(), null)).toEqual({ config: reference, name: fallback })
    expect(runningKernels(reference, null)).toEqual({ config: reference, name: 'reference' })
  })

  test('the run records that, and its model says with what it was trained', async () => {
    const wanted = digestsOf(await train(trialStart({ config: reference })))
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
    vi.resetModules()
    const { serve: serveWithout } = await import('../../../src/trainer/worker-loop')
    const events = await train(trialStart(), serveWithout)
    expect(kernelsOf(events)).toEqual([fallback])
    expect(digestsOf(events)).toEqual(wanted)
    expect(modelsOf(events).map(({ config }) => config.kernels)).toEqual(['reference', 'reference'])
  })

  test('a trial that was paused on the fast kernels does not go on with others', async () => {
    const { Trial } = await import('../../../src/trainer/trial')
    const { loadTrialData } = await import('../../../src/trainer/trial-data')
    const begun = trialStart()
    const left: Uint8Array[] = []
    const host = { post: (event: WorkerEvent) => void (event.type === 'batch' && event.checkpoint && left.push(event.checkpoint.state)), now: () => 0 }
    new Trial(begun, loadTrialData(begun.config, begun.seed, null).data, host).leaveCheckpoint()
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
    vi.resetModules()
    const { serve: serveWithout } = await import('../../../src/trainer/worker-loop')
    const events = await train(trialStart({ checkpoint: left[0]! }), serveWithout)
    // The lab compares the first with what the run has recorded, and names both kernels.
    expect(events).toEqual([
      { type: 'started', run: 1, kernels: fallback, dataDigest: expect.any(String) },
      { type: 'ended', run: 1, ending: { status: 'failed', failure: { code: 'data', message: expect.stringContaining('another configuration') } } },
    ])
  })
})
