/** The built command line reproduces a figure, goes on where it was, and opens the figure's file again. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { lab, startCli } from './cli-process'
import { temporaryFolder } from './lab-server'

const claimLine = z.object({ event: z.literal('claim'), claim: z.string(), verdict: z.string().nullable(), quick: z.boolean() })
const startedLine = z.strictObject({ event: z.literal('started'), figures: z.array(z.number()), variant: z.string(), trials: z.number() })
const opened = z.object({ trials: z.number(), missing: z.number(), runs: z.array(z.number()), otherData: z.array(z.number()) })
const ledgerFile = z.object({
  format: z.literal('backprop-lab-claims'),
  version: z.literal(1),
  variant: z.string(),
  claims: z.array(z.object({ claim: z.string() })),
})

function newFolder(): string {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  return folder
}

const quickFirst = ['--figures', '1', '--quick', '--seeds', '4', '--json']

const parseLines = (out: string): unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

describe('lab reproduce', () => {
  test('writes figures, data, ledger and page; a second call trains nothing; the figure opens again', { timeout: 120_000 }, async () => {
    const folder = newFolder()
    const out = join(folder, 'out')
    const reproduce = () => lab('reproduce', ...quickFirst, '--out', out, '--data-dir', folder)

    const first = await reproduce()
    expect(first.err).not.toContain('error')
    expect(first.code).toBe(0)
    const lines = parseLines(first.out)
    expect(startedLine.parse(lines[0])).toEqual({ event: 'started', figures: [1], variant: 'quick', trials: 4 })
    const files = ['claims.json', 'figure-1-curves.csv', 'figure-1-dark.png', 'figure-1.csv', 'figure-1.png', 'report.html']
    expect(readdirSync(out).sort()).toEqual(files)
    expect(lines[1]).toMatchObject({ event: 'figure', figure: 1, trials: 4, recorded: 4 })
    // A quick look decides nothing.
    expect(lines.slice(2, 5).map((line) => claimLine.parse(line))).toEqual(
      ['1a', '1b', '1c'].map((claim) => ({ event: 'claim', claim, verdict: 'undecided', quick: true })),
    )
    expect(lines.at(-1)).toMatchObject({ event: 'done', variant: 'quick' })

    const ledger = readFileSync(join(out, 'claims.json'), 'utf8')
    expect(ledgerFile.parse(JSON.parse(ledger)).claims.map(({ claim }) => claim)).toEqual(['1a', '1b', '1c'])
    const finals = readFileSync(join(out, 'figure-1.csv'), 'utf8').trimEnd().split('\r\n')
    expect(finals).toHaveLength(5)
    expect(finals[1]).toMatch(/^,1,done,300,0\.\d+,/)
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    expect(page).toContain('A quick look')
    // Nothing is fetched from anywhere.
    expect(page.match(/(src|href)="(?!data:|#)/g)).toBeNull()

    const second = await reproduce()
    expect(startedLine.parse(parseLines(second.out)[0]).trials).toBe(0)
    // The same data gives the same judgements and the same picture, to the byte.
    expect(readFileSync(join(out, 'claims.json'), 'utf8')).toBe(ledger)

    const figure = join(out, 'figure-1.png')
    const known = opened.parse(JSON.parse((await lab('open', figure, '--json', '--data-dir', folder)).out))
    expect(known).toEqual({ trials: 4, missing: 0, runs: [1, 2, 3, 4], otherData: [] })
    const elsewhere = newFolder()
    const saved = join(elsewhere, 'experiment.json')
    const there = await lab('open', figure, '--save', saved, '--data-dir', elsewhere)
    expect(there.out).toContain('0 of its 4 trials are recorded here.')
    expect((await lab('train', '--config', saved, '--epochs', '1', '--data-dir', elsewhere)).code).toBe(0)
  })

  test('an interruption keeps what is recorded, and the same command goes on from there', { timeout: 120_000 }, async () => {
    const folder = newFolder()
    const words = ['reproduce', '--figures', '2', '--out', join(folder, 'out'), '--data-dir', folder, '--seeds', '60', '--json']
    const interrupted = startCli(...words)
    await interrupted.line()
    interrupted.process.kill('SIGTERM')
    expect((await interrupted.finished).code).toBe(143)
    expect(readdirSync(join(folder, 'out'))).toEqual([])
    const next = startCli(...words)
    expect(startedLine.parse(JSON.parse((await next.line()) ?? '')).trials).toBeLessThanOrEqual(60)
    const { code } = await next.finished
    expect(code).toBe(0)
    const { runs } = z
      .object({ runs: z.array(z.object({ seed: z.number(), status: z.string() })) })
      .parse(JSON.parse((await lab('runs', 'list', '--json', '--data-dir', folder)).out))
    // Each trial once, whatever was interrupted.
    expect(runs.map(({ seed }) => seed).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['done']))
  })
})

describe('what cannot be done is said, and nothing is started', () => {
  test('a folder that cannot be written to', async () => {
    const folder = newFolder()
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, err } = await lab('reproduce', ...quickFirst, '--out', join(file, 'below'), '--data-dir', join(folder, 'data'))
    expect([code, existsSync(join(folder, 'data'))]).toEqual([1, false])
    expect(err).toContain('Nothing can be written to the folder')
  })

  test.each([
    ['an unknown field', [{ field: 'network.depth', values: [1] }], 'network.depth'],
    ['an empty grid', [{ field: 'epochs', values: [] }], 'A sweep takes at least 1 value'],
    [
      'more than 10,000 trials',
      [{ field: 'epochs', values: Array.from({ length: 101 }, (_, i) => i + 1) }],
      'The experiment has 10100 trials; at most 10000 are allowed',
    ],
  ])('a sweep over %s', async (_name, sweep, message) => {
    const folder = newFolder()
    const config = { name: 'Sweep', data: 'line', network: { layers: [{ units: 1 }] }, loss: 'mse', optimizer: 'sgd', epochs: 1, seeds: { count: 100 }, sweep }
    const file = join(folder, 'sweep.json')
    writeFileSync(file, JSON.stringify(config))
    const { code, err } = await lab('train', '--config', file, '--data-dir', join(folder, 'data'))
    expect([code, existsSync(join(folder, 'data'))]).toEqual([2, false])
    expect(err).toContain(message)
  })

  test('a picture that holds no experiment', async () => {
    const folder = newFolder()
    const file = join(folder, 'plain.png')
    writeFileSync(file, Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'))
    const { code, err } = await lab('open', file, '--data-dir', join(folder, 'data'))
    expect([code, existsSync(join(folder, 'data'))]).toEqual([1, false])
    expect(err).toContain('holds no experiment')
  })
})
