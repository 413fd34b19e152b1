/** `lab reproduce` beside a training process that the test plays. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunStatus } from '../../../src/api/records'
import { reproduce } from '../../../src/cli/commands/reproduce'
import type { Interruption } from '../../../src/cli/interruption'
import { openOutputFolder } from '../../../src/cli/output-folder'
import { createTerminal } from '../../../src/cli/terminal'
import { temporaryFolder } from '../db/fixtures'
import { batch, finished, openLab, started, turn, type TestLab } from '../main/lab/fixtures'

const quiet: Interruption = { signal: new AbortController().signal, exitCode: 0, release: () => undefined }

/** Answers every start with a whole trial, and every stop. */
async function play({ trainer }: TestLab, status: RunStatus & ('done' | 'failed'), ended: () => boolean): Promise<void> {
  let answered = 0
  while (!ended()) {
    const starts = trainer.commands('start').slice(answered)
    for (const { run, config } of starts) {
      answered++
      const epochs = Array.from({ length: config.epochs + 1 }, (_, epoch) => epoch)
      trainer.report(started(run), batch(run, answered, epochs), finished(run, status))
    }
    await turn()
  }
}

interface Setup {
  out?: string
  folder?: string
  status?: 'done' | 'failed'
  json?: boolean
  interruption?: Interruption
}

/** Figure 5 as a quick look of one seed: three trials. */
async function reproduceFifth({ out = temporaryFolder(), folder = temporaryFolder(), status = 'done', json = true, interruption = quiet }: Setup = {}) {
  const lab = openLab({ folder })
  const written = { out: '', err: '' }
  const terminal = createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) })
  const drawn: string[] = []
  let ended = false
  const command = reproduce({
    figures: [5],
    variant: 'quick',
    seeds: 1,
    folder: openOutputFolder(out),
    lab: lab.lab,
    terminal,
    json,
    interruption,
    program: '0.1.0',
    render: async ({ figure }, { theme }) => {
      drawn.push(`${figure} ${theme}`)
      return Uint8Array.of(1, 2, 3)
    },
    now: () => 0,
  }).finally(() => (ended = true))
  await play(lab, status, () => ended)
  return { code: await command, written, drawn, out, folder, starts: lab.trainer.commands('start').length }
}

test('trains what is missing, draws in light and dark, and says each claim', async () => {
  const { code, written, drawn, out } = await reproduceFifth()
  expect(code).toBe(0)
  expect(drawn).toEqual(['5 light', '5 dark'])
  const lines = written.out
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  const files = ['figure-5.png', 'figure-5-dark.png', 'figure-5.csv', 'figure-5-curves.csv']
  expect(lines).toMatchObject([
    { event: 'started', figures: [5], variant: 'quick', trials: 3 },
    { event: 'figure', figure: 5, trials: 3, recorded: 3, files },
    { event: 'claim', claim: '5a', verdict: 'undecided', quick: true },
    { event: 'claim', claim: '5b', verdict: 'undecided', quick: true },
    { event: 'claim', claim: '5c', verdict: 'undecided', quick: true },
    { event: 'done', tally: { reproduced: 0, 'not reproduced': 0, undecided: 3, 'no verdict': 0 }, files: [...files, 'claims.json', 'report.html'] },
  ])
  expect(readdirSync(out).sort()).toEqual([...files, 'claims.json', 'report.html'].sort())
  // A figure's picture lies within the page: 1, 2, 3 in base64.
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('src="data:image/png;base64,AQID"')
})

test('a second call trains nothing and writes the same', async () => {
  const first = await reproduceFifth()
  const read = () => ['claims.json', 'report.html', 'figure-5.csv', 'figure-5-curves.csv'].map((name) => readFileSync(join(first.out, name), 'utf8'))
  const before = read()
  const second = await reproduceFifth({ out: first.out, folder: first.folder })
  expect([second.code, second.starts]).toEqual([0, 0])
  expect(read()).toEqual(before)
})

test('for people a table of the claims stands at the end, and says that a quick look decides nothing', async () => {
  const { written } = await reproduceFifth({ json: false })
  expect(written.out).toMatch(/^Claim +Verdict +The report says\n5a +undecided.*TanH and ReLU/)
  expect(written.out).toContain('A quick look decides nothing.')
  expect(written.err).toContain('Figures 5, a quick look: 3 trials to train.')
})

test('ends with 1 where a trial failed; what the rest says is still written, and nothing is a verdict', async () => {
  const { code, out } = await reproduceFifth({ status: 'failed' })
  expect(code).toBe(1)
  expect(readdirSync(out).sort()).toEqual(['claims.json', 'report.html'])
  expect(readFileSync(join(out, 'claims.json'), 'utf8')).toContain('"verdict": null')
})

test('an interruption writes nothing and ends with its code', async () => {
  const controller = new AbortController()
  controller.abort()
  const { code, out, written } = await reproduceFifth({ interruption: { signal: controller.signal, exitCode: 130, release: () => undefined } })
  expect(code).toBe(130)
  expect(readdirSync(out)).toEqual([])
  expect(written.err).toContain('The same command goes on from here.')
})
