/** `lab runs export` and `lab runs import`: from one data folder to another. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportRuns, importRuns } from '../../../src/cli/commands/archive'
import { createTerminal } from '../../../src/cli/terminal'
import { epochRecord, openWriter, startRun, temporaryFolder } from '../db/fixtures'

/** A context for commands on a folder, and what they have written so far. */
function context(folder: string, json = false) {
  const written = { out: '', err: '' }
  const terminal = createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) })
  return { written, context: { folder, terminal, json } }
}

/** A folder with one stopped run. */
function recorded(): string {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const run = startRun(store, { name: 'Line \u202egnil\u001b[31m' })
  store.recorder.recordBatch(run, { epochs: [epochRecord(0, 1)], models: [], checkpoint: null })
  store.recorder.setStatus(run, 'stopped')
  store.close()
  return folder
}

test('a run goes from one lab to another, once', async () => {
  const [here, there] = [recorded(), join(temporaryFolder(), 'new')]
  const file = join(temporaryFolder(), 'mine.bplab')
  const out = context(here)
  await exportRuns(out.context, [1], file)
  expect(out.written.out).toBe('')
  expect(out.written.err).toMatch(/^1 run of 1 experiment and 0 drawings are in\n.*mine\.bplab, \d+ bytes, content [0-9a-f]{64}\n$/)

  const first = context(there)
  await importRuns(first.context, [file])
  expect(first.written.err).toBe('Added: 1 run in 1 new experiment (1), 0 drawings.\nAlready here: 0 runs, 0 drawings.\n')
  const second = context(there, true)
  await importRuns(second.context, [file])
  expect(JSON.parse(second.written.out)).toMatchObject({ added: [], present: [1], refused: [], experiments: 0, drawings: { added: 0, present: 0 } })

  const trash = openWriter(there)
  trash.editor.trash([1])
  trash.close()
  const third = context(there)
  await importRuns(third.context, [file])
  expect(third.written.err).toContain('Already here: 1 run (1), 1 of them in the trash')
})

test('export works beside a lab that writes, and says as JSON what it wrote', async () => {
  const folder = recorded()
  const writer = openWriter(folder)
  const file = join(temporaryFolder(), 'mine.bplab')
  const { context: json, written } = context(folder, true)
  await exportRuns(json, [1], file)
  expect(JSON.parse(written.out)).toMatchObject({ file, runs: 1, experiments: 1, drawings: 0, contentDigest: expect.stringMatching(/^[0-9a-f]{64}$/) })
  await expect(importRuns(json, [file])).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('the test') })
  writer.close()
})

test('an export without data leaves none, and a file that is no archive is named', async () => {
  const empty = temporaryFolder()
  await expect(exportRuns(context(empty).context, [1], join(empty, 'x.bplab'))).rejects.toMatchObject({ code: 'not-found' })
  expect(existsSync(join(empty, 'x.bplab'))).toBe(false)
  writeFileSync(join(empty, 'x.bplab'), 'GIF89a')
  await expect(importRuns(context(recorded()).context, [join(empty, 'x.bplab')])).rejects.toMatchObject({
    code: 'data',
    message: expect.stringContaining('x.bplab'),
  })
})
