/** Doors to other programs and machines, as built: shards that merge, models out and in, epochs for other programs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { lab, type Finished } from './cli-process'
import { temporaryFolder } from './lab-server'

function newFolder(): string {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  return folder
}

/** All that training has made in a database, by setting and seed: what a clock decides and the numbers of runs are left out. */
function content(folder: string): unknown {
  const db = new Database(join(folder, 'lab.sqlite'), { readonly: true })
  const all = (sql: string) => db.prepare(sql).all()
  const order = 'ORDER BY runs.config_digest, runs.seed'
  const read = {
    experiments: all('SELECT config, digest FROM experiments'),
    runs: all(
      `SELECT name, setting, seed, config_digest, status, message, kernels, engine_version, data_digest, epochs_done, best_epoch, colour FROM runs ${order}`,
    ),
    epochs: all(
      `SELECT seed, epoch, train_loss, train_accuracy, validation_loss, learning_rate, weight_digest FROM epochs JOIN runs ON runs.id = run ${order}, epoch`,
    ),
    models: all(`SELECT seed, kind, epoch, sha256 FROM models JOIN runs ON runs.id = run ${order}, kind, epoch`),
  }
  db.close()
  return read
}

const experiment = ['--preset', 'fig3', '--epochs', '3', '--seeds', '3', '--set', 'sweep=[{"field":"optimizer.learningRate","values":[0.1,0.5]}]']

test('six trials in three shards, trained by processes of their own, are the experiment of one machine', async () => {
  const [one, sweep, merged] = [newFolder(), join(newFolder(), 'sweep'), newFolder()]
  const succeed = ({ code, err }: Finished) => expect([code, err]).toEqual([0, expect.any(String)])
  const [, split] = await Promise.all([
    lab('train', ...experiment, '--data-dir', one).then(succeed),
    lab('sweep', 'split', ...experiment, '--shards', '3', '--out', sweep, '--json'),
  ])
  expect(JSON.parse(split.out)).toEqual({ files: [1, 2, 3].map((k) => join(sweep, `shard-${k}-of-3.json`)), shards: 3, trials: 6 })

  const archives = await Promise.all(
    [1, 2, 3].map(async (k) => {
      const [folder, archive] = [newFolder(), join(sweep, `${k}.bplab`)]
      const words = ['train', '--sweep', sweep, '--shard', `${k}/3`, '--data-dir', folder]
      succeed(await lab(...words, '--out', archive))
      // A job that the scheduler begins again trains nothing twice.
      if (k === 1) expect((await lab(...words, '--json')).out.trim().split('\n')).toHaveLength(1)
      return archive
    }),
  )
  const imported = await lab('runs', 'import', archives[2]!, archives[0]!, archives[1]!, archives[0]!, '--data-dir', merged, '--json')
  const reports: { added: number[]; present: number[]; experiments: number }[] = imported.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(reports.map(({ added, present, experiments }) => [added.length, present.length, experiments])).toEqual([
    [2, 0, 1],
    [2, 0, 0],
    [2, 0, 0],
    [0, 2, 0],
  ])
  expect(content(merged)).toEqual(content(one))
})

test('a model of PyTorch comes in, is verified and goes out again, and its epochs are written for other programs', async () => {
  const [data, out] = [newFolder(), newFolder()]
  const at = ['--data-dir', data]
  const file = 'test/unit/interop/pytorch/pair.onnx'
  const imported = await lab('models', 'import', file, '--data', 'moons', '--name', 'Pair', ...at, '--json')
  const lines = imported.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { event: 'epoch', epoch: 0 },
    { event: 'done', runs: [{ run: 1, status: 'done' }] },
  ])
  const shown: { run: { tags: string[]; note: string; epochsDone: number; message: string } } = JSON.parse(
    (await lab('runs', 'show', '1', ...at, '--json')).out,
  )
  expect(shown.run).toMatchObject({ name: 'Pair', tags: ['imported'], epochsDone: 0, message: 'It was imported, and is not trained here', origin: null })
  expect(shown.run.note).toMatch(/^Imported from pair\.onnx \(ONNX, opset 13, made by pytorch 1\.13\.0\), SHA-256 [0-9a-f]{64}\.$/)

  const again = join(out, 'again.onnx')
  const exported = await lab('models', 'export', '--run', '1', '--softmax', '--out', again, ...at, '--json')
  expect(JSON.parse(exported.out)).toMatchObject({ file: again, check: { samples: expect.any(Number), largestDifference: expect.any(Number) } })
  expect(await lab('models', 'export', '--run', '1', '--out', again, ...at)).toMatchObject({ code: 1, err: expect.stringContaining('exists') })
  expect(await lab('models', 'export', '--run', '1', '--out', '../x.onnx', ...at)).toMatchObject({ code: 2, err: expect.stringContaining('leads out of') })
  expect(await lab('models', 'import', 'test/unit/interop/pytorch/convolution.onnx', ...at)).toMatchObject({
    code: 1,
    err: expect.stringContaining('node "/0/Conv" (Conv)'),
  })

  for (const format of ['csv', 'jsonl', 'tensorboard'])
    expect((await lab('runs', 'export', '1', '--format', format, '--out', join(out, format), ...at, '--json')).code).toBe(0)
  expect(readFileSync(join(out, 'csv'), 'utf8').split('\r\n')).toHaveLength(3)
  expect(readdirSync(join(out, 'tensorboard', 'run-1'))).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\.backprop-lab$/)])
})
