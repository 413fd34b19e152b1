import { describe, expect, it } from 'vitest'
import { experimentSchema, trialSchema } from '../../../../../../src/engine/config/experiment'
import { baseTrial } from '../../../../../../src/engine/config/trials'
import { createSession, prepareTrialData } from '../../../../../../src/engine/index'
import { joinLosses, mostLosses } from '../../../../../../src/renderer/rooms/inspect/live/losses'
import { keepable } from '../../../../../../src/renderer/rooms/inspect/live/keep'
import type { FromPlayground, LiveFrame } from '../../../../../../src/renderer/rooms/inspect/live/messages'
import { Player } from '../../../../../../src/renderer/rooms/inspect/live/player'
import { square } from '../../../../../../src/renderer/rooms/run/learned'
import { Playground } from '../../../../../../src/renderer/rooms/inspect/live/playground'

const config = trialSchema.parse({
  data: { source: 'xor', samples: 40 },
  network: { layers: [{ units: 20, activation: 'tanh' }, { units: 2 }] },
  loss: { name: 'cross_entropy', reduction: 'mean' },
  optimizer: { name: 'adam', learningRate: 0.01 },
  validation: { kind: 'holdout', fraction: 0.25 },
  batchSize: 7,
  epochs: 3,
  kernels: 'reference',
})
const seed = 3
const data = prepareTrialData(config, seed, null)
const place = { plane: square(1), noiseUnit: [1, 1] } as const
const open = (changes: object = {}) => new Playground({ config: { ...config, ...changes }, seed, data, ...place })

/** The losses of the run itself, epoch by epoch. */
function trained() {
  const session = createSession({ config, seed, data, now: () => 0, digest: () => '' })
  const losses: { epoch: number; training: number | null; validation: number | null }[] = []
  for (let advance = session.advance(() => false); advance.kind === 'epoch'; advance = session.advance(() => false)) {
    const { epoch, train, validation } = advance.record
    losses.push({ epoch, training: train.loss, validation: validation.loss })
  }
  return losses
}

describe('Playground', () => {
  it('trains as the run did, to the last bit, for as long as nothing is changed', () => {
    const playground = open()
    for (let epoch = 1; epoch <= 3; epoch++) playground.step('epoch')
    expect(playground.frame().losses).toEqual(trained())
    // They are shown once.
    expect(playground.frame().losses).toEqual([])
  })

  it('steps by batches, the last of which ends the epoch', () => {
    const playground = open()
    const places = Array.from({ length: 6 }, () => {
      playground.step('batch')
      const { epoch, batch, batches } = playground.frame()
      return [epoch, batch, batches]
    })
    // 30 samples in batches of 7 are five.
    expect(places).toEqual([
      [0, 1, 5],
      [0, 2, 5],
      [0, 3, 5],
      [0, 4, 5],
      [1, 0, 5],
      [1, 1, 5],
    ])
    playground.step('epoch')
    expect(playground.frame()).toMatchObject({ epoch: 2, batch: 0 })
  })

  it('takes another rate from the next epoch on, and notes when', () => {
    const playground = open()
    playground.step('batch')
    playground.change({ kind: 'rate', rate: 1e-30 })
    playground.step('epoch')
    const before = playground.frame()
    expect(before.field).not.toEqual(open().frame().field)
    playground.step('batch')
    const after = playground.frame()
    expect(after.events).toEqual([{ epoch: 0, batch: 1, from: 2, kind: 'rate', rate: 1e-30 }])
    expect(after.rate).toBe(1e-30)
    // Nothing moves at that rate.
    expect(after.field).toEqual(before.field)
  })

  it('moves a sample within the plane without touching the run’s own data, and learns from where it lies', () => {
    const [still, moved] = [open(), open()]
    moved.change({ kind: 'move', sample: 4, x: 0.25, y: -7 })
    moved.change({ kind: 'move', sample: 4, x: 0.5, y: -7 })
    const frame = moved.frame()
    expect([...frame.points.subarray(8, 10)]).toEqual([0.5, -1])
    // One drag is one event.
    expect(frame.events).toEqual([{ epoch: 0, batch: 0, kind: 'move', sample: 4, x: 0.5, y: -7 }])
    expect([...still.frame().points]).toEqual([...data.training.features.values])
    still.step('epoch')
    moved.step('epoch')
    expect(moved.frame().losses.at(-1)!.training).not.toBe(still.frame().losses.at(-1)!.training)
  })

  it('adds noise to the training samples, another each time and the same for a seed', () => {
    const noisy = () => {
      const playground = open()
      playground.change({ kind: 'noise', deviation: 0.1 })
      const once = playground.frame().points
      playground.change({ kind: 'noise', deviation: 0.1 })
      return [once, playground.frame().points]
    }
    const [once, twice] = noisy()
    const moves = once!.map((value, i) => value - data.training.features.values[i]!)
    expect(Math.max(...moves.map(Math.abs))).toBeGreaterThan(0.05)
    expect(twice!.map((value, i) => value - once![i]!)).not.toEqual(moves)
    expect(noisy()).toEqual([once, twice])
  })

  it('shows the boundary and the first units of each hidden layer over the plane', () => {
    const { field, maps } = open().frame()
    expect(field).toMatchObject({ kind: 'classes', winner: { length: field.side ** 2 } })
    expect(maps.map(({ units, shares }) => [units, shares.length, shares[0]!.length])).toEqual([[20, 16, 24 * 24]])
    for (const shares of maps[0]!.shares) expect(Math.max(...shares.map(Math.abs))).toBe(1)
  })

  it('ends where it diverges', () => {
    const playground = open({ optimizer: { name: 'sgd', learningRate: 1, weightDecay: 0 } })
    playground.change({ kind: 'rate', rate: 1e300 })
    playground.step('epoch')
    playground.step('epoch')
    expect(playground.isOver).toBe(true)
    expect(playground.frame().end).toMatchObject({ kind: 'diverged' })
  })
})

describe('keepable', () => {
  it('is a run that comes to the same losses, to the last bit, with its changes of the rate and without its schedule', () => {
    const scheduled = trialSchema.parse({ ...config, schedule: { name: 'cosine' } })
    const playground = new Playground({ config: scheduled, seed, data, ...place })
    playground.step('epoch')
    playground.change({ kind: 'rate', rate: 0.5 })
    // Not what was wanted: nothing was learned with it.
    playground.change({ kind: 'rate', rate: 0.05 })
    playground.step('batch')
    playground.change({ kind: 'rate', rate: 0.002 })
    playground.step('epoch')
    playground.step('epoch')
    // Of the fourth epoch a part is played, and of the fifth nothing.
    playground.step('batch')
    playground.change({ kind: 'rate', rate: 1 })
    const frame = playground.frame()
    const kept = keepable({ config: scheduled, seed, some: false }, frame, 'Played')
    if (!kept.ok) throw new Error(kept.problem)
    expect(kept.rateChanges).toEqual([
      { epoch: 2, learningRate: 0.05 },
      { epoch: 3, learningRate: 0.002 },
    ])
    const trial = baseTrial(experimentSchema.parse(kept.config))
    expect(trial).toMatchObject({ epochs: 3, kernels: 'reference', schedule: { name: 'constant' } })
    const session = createSession({ config: trial, seed, data, rateChanges: kept.rateChanges, now: () => 0, digest: () => '' })
    const losses: unknown[] = []
    for (let advance = session.advance(() => false); advance.kind === 'epoch'; advance = session.advance(() => false))
      losses.push({ epoch: advance.record.epoch, training: advance.record.train.loss, validation: advance.record.validation.loss })
    expect(losses).toEqual(frame.losses)
  })

  it('is nothing before an epoch is complete, nor after samples were moved or got noise', () => {
    const playground = open()
    const problem = () => keepable({ config, seed, some: false }, playground.frame(), 'Played')
    expect(problem()).toEqual({ ok: false, problem: 'nothing' })
    playground.step('epoch')
    playground.change({ kind: 'move', sample: 0, x: 0, y: 0 })
    expect(problem()).toEqual({ ok: false, problem: 'samples' })
  })
})

/** A player with a clock and timers that stand still until the test moves them. */
function host() {
  const timers: (() => void)[] = []
  const frames: LiveFrame[] = []
  const clock = { now: 0 }
  const player = new Player({
    now: () => clock.now,
    later: (callback) => timers.push(callback),
    post: (message: FromPlayground) => message.type === 'frame' && frames.push(message.frame),
  })
  player.begin({ config, seed, data, ...place })
  const batches = (frame: LiveFrame) => frame.epoch * frame.batches + frame.batch
  return { player, frames, clock, batches, tick: () => timers.shift()?.() }
}

describe('Player', () => {
  it('keeps its speed, and shows a frame when the one before was seen', () => {
    const { player, frames, clock, batches, tick } = host()
    expect(frames).toHaveLength(1)
    player.take({ type: 'seen' })
    player.take({ type: 'play', speed: 10 })
    expect(frames.map(({ playing }) => playing)).toEqual([false, true])
    tick()
    clock.now = 250
    tick()
    // Two and a half batches are due in a quarter of a second, but the window has not seen the last frame.
    expect(frames).toHaveLength(2)
    player.take({ type: 'seen' })
    expect(batches(frames[2]!)).toBe(2)
    player.take({ type: 'seen' })
    clock.now = 300
    tick()
    expect(batches(frames[3]!)).toBe(3)
  })

  it('stops by a pause or a step', () => {
    const { player, frames, clock, batches, tick } = host()
    for (const end of [{ type: 'pause' }, { type: 'step', of: 'batch' }] as const) {
      player.take({ type: 'seen' })
      player.take({ type: 'play', speed: 10 })
      player.take({ type: 'seen' })
      player.take(end)
      clock.now += 1000
      tick()
      tick()
    }
    expect(frames.at(-1)).toMatchObject({ playing: false })
    expect(batches(frames.at(-1)!)).toBe(1)
  })
})

describe('joinLosses', () => {
  it('keeps the first and the last of many', () => {
    const losses = Array.from({ length: 3 * mostLosses }, (_, epoch) => ({ epoch, training: 1, validation: null }))
    const joined = joinLosses(losses.slice(0, 10), losses.slice(10))
    expect(joined.length).toBeLessThanOrEqual(mostLosses)
    expect([joined[0]!.epoch, joined.at(-1)!.epoch]).toEqual([0, 3 * mostLosses - 1])
    expect(joinLosses(losses.slice(0, 2), losses.slice(2, 3))).toEqual(losses.slice(0, 3))
  })
})
