/** The words of the command line: what reaches the commands, and what is refused. */
import { CommanderError } from 'commander'
import { describe, expect, test, vi } from 'vitest'
import { createProgram, isHelp, type Actions } from '../../../src/cli/program'

function setUp() {
  const actions = {
    train: vi.fn(),
    resume: vi.fn(),
    presets: vi.fn(),
    list: vi.fn(),
    show: vi.fn(),
    remove: vi.fn(),
    restoreRuns: vi.fn(),
    exportRuns: vi.fn(),
    importRuns: vi.fn(),
    split: vi.fn(),
    exportModel: vi.fn(),
    importModel: vi.fn(),
    predict: vi.fn(),
    importData: vi.fn(),
    listData: vi.fn(),
    showData: vi.fn(),
    exportData: vi.fn(),
    removeData: vi.fn(),
    listDrawings: vi.fn(),
    importDrawings: vi.fn(),
    exportDrawings: vi.fn(),
    labelDrawings: vi.fn(),
    deleteDrawings: vi.fn(),
    setDrawings: vi.fn(),
    scoreDrawings: vi.fn(),
    reproduce: vi.fn(),
    export: vi.fn(),
    open: vi.fn(),
    check: vi.fn(),
    backup: vi.fn(),
    restore: vi.fn(),
    salvage: vi.fn(),
    serve: vi.fn(),
  } satisfies Record<keyof Actions, unknown>
  const output = { out: '', err: '' }
  const program = createProgram({
    actions,
    version: '1.2.3',
    writeOut: (text) => (output.out += text),
    writeErr: (text) => (output.err += text),
  })
  return { actions, output, run: (...words: string[]) => program.parseAsync(words, { from: 'user' }) }
}

/** What the parser ends with instead of running a command. */
async function refusal(...words: string[]): Promise<{ help: boolean; out: string; err: string }> {
  const { run, output } = setUp()
  const error = await run(...words).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof CommanderError)) throw new Error(`expected a refusal, found ${String(error)}`)
  return { help: isHelp(error), ...output }
}

describe('commands', () => {
  test('train', async () => {
    const { actions, run } = setUp()
    await run('train', '--preset', 'fig4', '--epochs', '5', '--seeds', '3', '--set', 'a=1', '--set', 'b=2', '--json', '--data-dir', '/data')
    expect(actions.train).toHaveBeenCalledExactlyOnceWith({ preset: 'fig4', epochs: 5, seeds: 3, set: ['a=1', 'b=2'], json: true, dataDir: '/data' })
  })

  test('resume takes numbers, an experiment, or all', async () => {
    const { actions, run } = setUp()
    await run('resume', '3', '5', '--json')
    expect(actions.resume).toHaveBeenLastCalledWith({ runs: [3, 5], json: true })
    await run('resume', '--experiment', '2')
    expect(actions.resume).toHaveBeenLastCalledWith({ experiment: 2 })
    await run('resume', '--all', '--data-dir', '/data')
    expect(actions.resume).toHaveBeenLastCalledWith({ all: true, dataDir: '/data' })
  })

  test('the data folder may stand before the command', async () => {
    const { actions, run } = setUp()
    await run('--data-dir', '/data', 'runs', 'list')
    expect(actions.list).toHaveBeenCalledExactlyOnceWith({ dataDir: '/data', limit: 1000 })
  })

  test('runs show, delete and restore take numbers', async () => {
    const { actions, run } = setUp()
    await run('runs', 'show', '7', '--json')
    expect(actions.show).toHaveBeenCalledExactlyOnceWith(7, { json: true })
    await run('runs', 'delete', '7', '8', '--for-good')
    expect(actions.remove).toHaveBeenCalledExactlyOnceWith([7, 8], { forGood: true })
    await run('runs', 'restore', '7', '8', '--json')
    expect(actions.restoreRuns).toHaveBeenCalledExactlyOnceWith([7, 8], { json: true })
  })

  test('runs export and import take a file', async () => {
    const { actions, run } = setUp()
    await run('runs', 'export', '7', '8', '--out', 'mine.bplab', '--json')
    expect(actions.exportRuns).toHaveBeenCalledExactlyOnceWith([7, 8], { out: 'mine.bplab', json: true, format: 'archive' })
    await run('runs', 'import', 'mine.bplab', '--data-dir', '/data')
    expect(actions.importRuns).toHaveBeenCalledExactlyOnceWith(['mine.bplab'], { dataDir: '/data' })
    expect((await refusal('runs', 'export', '7')).err).toContain('--out')
  })

  test('predict', async () => {
    const { actions, run } = setUp()
    await run('predict', '--run', '3', '--best', '--idx', 'images', 'labels')
    expect(actions.predict).toHaveBeenCalledExactlyOnceWith({ run: 3, best: true, idx: ['images', 'labels'] })
  })

  test('predict with the model that comes with the program', async () => {
    const { actions, run } = setUp()
    await run('predict', '--pretrained', '--strokes', 'drawings.json', '--without', 'pen', 'centre')
    expect(actions.predict).toHaveBeenCalledExactlyOnceWith({ pretrained: true, strokes: 'drawings.json', without: ['pen', 'centre'] })
  })

  test('reproduce takes figures as numbers and ranges, each once and in order', async () => {
    const { actions, run } = setUp()
    await run('reproduce', '--figures', '5,1,4-6', '--quick', '--seeds', '3', '--out', 'there', '--json')
    expect(actions.reproduce).toHaveBeenCalledExactlyOnceWith({ figures: [1, 4, 5, 6], quick: true, seeds: 3, out: 'there', json: true })
  })

  test('open takes a file', async () => {
    const { actions, run } = setUp()
    await run('open', 'figure-1.png', '--save', 'experiment.json')
    expect(actions.open).toHaveBeenCalledExactlyOnceWith('figure-1.png', { save: 'experiment.json' })
  })

  test('serve takes any free port unless told', async () => {
    const { actions, run } = setUp()
    await run('serve')
    expect(actions.serve).toHaveBeenCalledExactlyOnceWith({ port: 0 })
  })
})

describe('wrong use', () => {
  test.each([
    [['train', '--epochs', 'many'], "option '--epochs <n>' argument 'many' is invalid. It takes a whole number from 1 to 100000."],
    [['train', '--seeds', '0'], 'It takes a whole number from 1 to 10000.'],
    [['train', '--epochs', '1e3'], 'It takes a whole number from 1 to 100000.'],
    [['serve', '--port', '65536'], 'It takes a whole number from 0 to 65535.'],
    [['runs', 'show', 'first'], "value 'first' is invalid for argument 'run'"],
    [['runs', 'show'], "missing required argument 'run'"],
    [['runs', 'delete'], "missing required argument 'runs'"],
    [['train', '--presett', 'fig4'], "unknown option '--presett'"],
    [['reproduce', '--figures', '0'], 'It takes figures 1 to 8 as numbers and ranges, such as 1,4-6.'],
    [['reproduce', '--figures', '6-4'], 'It takes figures 1 to 8'],
    [['reproduce', '--figures', ''], 'It takes figures 1 to 8'],
    [['reproduce', '--seeds', '0'], 'It takes a whole number from 1 to 10000.'],
    [['open'], "missing required argument 'figure'"],
    [['trian'], "unknown command 'trian'"],
    [['presets', 'extra'], 'too many arguments'],
  ])('%j', async (words, message) => {
    const { help, out, err } = await refusal(...words)
    expect(help).toBe(false)
    expect(err).toContain(message)
    expect(out).toBe('')
  })

  test('no command at all shows the help, on standard error', async () => {
    const { help, out, err } = await refusal()
    expect([help, out]).toEqual([false, ''])
    expect(err).toContain('Usage: lab')
  })
})

describe('help', () => {
  test.each([['train'], ['presets'], ['runs', 'list'], ['runs', 'show'], ['runs', 'delete'], ['runs', 'restore'], ['predict'], ['serve']])(
    '%s %s names the data folder',
    async (...words) => {
      const { help, out } = await refusal(...words.filter(Boolean), '--help')
      expect(help).toBe(true)
      expect(out).toContain('--data-dir <dir>')
    },
  )

  test('says what the exit codes mean', async () => {
    expect((await refusal('--help')).out).toContain('Exit codes: 0 done, 1 failed, 2 wrong use')
  })

  test('documents the lines that programs read', async () => {
    expect((await refusal('train', '--help')).out).toContain('"event":"epoch"')
    expect((await refusal('predict', '--help')).out).toContain('"accuracyByWriter"')
  })

  test("the version is the program's", async () => {
    expect(await refusal('--version')).toEqual({ help: true, out: '1.2.3\n', err: '' })
  })
})

describe('other programs and machines', () => {
  test('a shard, a split, a model out and in, and epochs for other programs', async () => {
    const { run, actions } = setUp()
    await run('train', '--sweep', 'sweep', '--shard', '3/16', '--out', '3.bplab')
    expect(actions.train).toHaveBeenCalledWith(expect.objectContaining({ sweep: 'sweep', shard: { shard: 3, shards: 16 }, out: '3.bplab' }))
    await run('sweep', 'split', '--preset', 'fig3', '--shards', '4', '--out', 'sweep')
    expect(actions.split).toHaveBeenCalledWith(expect.objectContaining({ preset: 'fig3', shards: 4, out: 'sweep' }))
    await run('models', 'export', '--run', '2', '--softmax', '--out', 'a.onnx')
    expect(actions.exportModel).toHaveBeenCalledWith(expect.objectContaining({ run: 2, format: 'onnx', softmax: true, out: 'a.onnx' }))
    await run('models', 'import', 'a.safetensors', '--activation', 'elu', '--mean', '-1.5')
    expect(actions.importModel).toHaveBeenCalledWith('a.safetensors', expect.objectContaining({ activation: { name: 'elu', alpha: 1 }, mean: -1.5 }))
    await run('runs', 'export', '1', '2', '--format', 'csv', '--out', 'a.csv')
    expect(actions.exportRuns).toHaveBeenCalledWith([1, 2], expect.objectContaining({ format: 'csv', out: 'a.csv' }))
    await run('runs', 'import', 'a.bplab', 'b.bplab')
    expect(actions.importRuns).toHaveBeenCalledWith(['a.bplab', 'b.bplab'], expect.anything())
  })

  test.each([
    ['train', '--sweep', 'sweep', '--shard', '4/3'],
    ['train', '--sweep', 'sweep', '--shard', '0/3'],
    ['models', 'import', 'a.onnx', '--mean', 'x'],
    ['models', 'import', 'a.onnx', '--activation', 'rulo'],
    ['models', 'export', '--run', '1', '--format', 'pickle', '--out', 'a'],
    ['sweep', 'split', '--preset', 'fig3', '--out', 'x'],
  ])('%s %s %s %s %s is refused', async (...words) => {
    expect((await refusal(...words)).help).toBe(false)
  })
})
