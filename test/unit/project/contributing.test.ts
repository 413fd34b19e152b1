/** CONTRIBUTING's walk through a new part is true: its blocks, applied to the sources in memory, give a part that works. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { check, resolveConfig } from 'prettier'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { Workshop, type Tests } from '../../patched/load-tests'

interface Block {
  kind: string
  file: string
  text: string
}

/** The blocks of a text that name their file, such as "```ts src/a.ts". */
function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms)].map(([, kind = '', file = '', block = '']) => ({ kind, file, text: block }))
}

/** The source with the lines of each hunk changed; every hunk must fit in exactly one place. */
function applyDiff(source: string, diff: string): string {
  return diff.split(/^@@\n/m).reduce((text, hunk) => {
    const lines = hunk.trimEnd().split('\n')
    const side = (other: string) => lines.filter((line) => !line.startsWith(other)).map((line) => `${line.slice(1)}\n`)
    const [before, after] = [side('+').join(''), side('-').join('')]
    if (text.split(before).length !== 2) throw new Error(`these lines are not once in the source:\n${before}`)
    return text.replace(before, () => after)
  }, source)
}

const blocks = blocksOf(readFileSync('CONTRIBUTING.md', 'utf8'))
const changes = Object.fromEntries(blocks.map(({ kind, file, text }) => [file, kind === 'diff' ? applyDiff(readFileSync(file, 'utf8'), text) : text]))
const [source = '', registry = '', test = ''] = Object.keys(changes)

const workshop = new Workshop('contributing')
afterAll(() => workshop.clear())

async function runAll(tests: Tests, wanted: (name: string) => boolean = () => true): Promise<string[]> {
  const chosen = [...tests].filter(([name]) => wanted(name))
  for (const [, run] of chosen) await run()
  return chosen.map(([name]) => name)
}

describe('the part that CONTRIBUTING adds', () => {
  it('is one new file, a change of one registry and one new test', () => {
    expect(blocks.map(({ kind, file }) => [kind, existsSync(file)])).toEqual([
      ['ts', false],
      ['diff', true],
      ['ts', false],
    ])
    expect(source).toMatch(/^src\/engine\/layers\/activations\//)
    expect(registry).toBe('src/engine/layers/activations/registry.ts')
    expect(test).toMatch(/^test\/unit\/engine\/.*\.test\.ts$/)
  })

  it('has its types right', () => {
    const { config } = ts.readConfigFile(resolve('tsconfig.engine.json'), (file) => ts.sys.readFile(file))
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'))
    const host = ts.createCompilerHost(options)
    const texts = new Map(Object.entries(changes).map(([file, text]) => [resolve(file), text]))
    const { fileExists, readFile } = host
    host.fileExists = (file) => texts.has(resolve(file)) || fileExists(file)
    host.readFile = (file) => texts.get(resolve(file)) ?? readFile(file)
    const program = ts.createProgram([resolve(source), resolve(registry)], options, host)
    const mistakes = [source, registry].flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(resolve(file))))
    expect(mistakes.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([])
  })

  it('is formatted as all files are', async () => {
    for (const [filepath, text] of Object.entries(changes))
      expect(await check(text, { ...(await resolveConfig(resolve('package.json'))), filepath }), filepath).toBe(true)
  })

  it('passes its own test', async () => {
    expect(await runAll(await workshop.loadTests(test, changes))).toHaveLength(1)
  })

  it('is accepted by the schema and trains, on the fast kernels not before they have it', async () => {
    const tests = await workshop.loadTests('test/unit/engine/training/every-part.test.ts', changes)
    expect(await runAll(tests, (name) => name.endsWith(' > hard_tanh'))).toEqual([
      'on the reference kernels > activation > hard_tanh',
      'on the fast kernels > activation > hard_tanh',
    ])
  })

  it('has its gradients checked under every loss', async () => {
    const tests = await workshop.loadTests('test/unit/engine/verify/gradient-product.test.ts', changes)
    expect((await runAll(tests, (name) => name.startsWith('Hard TanH > '))).length).toBeGreaterThanOrEqual(5)
  })

  it('is caught by that check where its derivative is wrong', async () => {
    const wrong = { ...changes, [source]: changes[source]!.replace('Math.abs(x) < 1 ? 1 : 0', 'Math.abs(x) < 1 ? 2 : 0') }
    const tests = await workshop.loadTests('test/unit/engine/verify/gradient-product.test.ts', wrong)
    await expect(runAll(tests, (name) => name.startsWith('Hard TanH > '))).rejects.toThrow()
  })

  it.each(['config/describe', 'layers/activations', 'initialisers/initialisers'])('breaks nothing in %s', async (file) => {
    const tests = await workshop.loadTests(`test/unit/engine/${file}.test.ts`, changes)
    expect((await runAll(tests)).length).toBeGreaterThan(0)
  })
})

describe('applying a block', () => {
  it('refuses lines that the source does not have, or has twice', () => {
    expect(applyDiff('a\nb\nc\n', ' a\n-b\n+x\n')).toBe('a\nx\nc\n')
    expect(() => applyDiff('a\nb\n', '-c\n+x\n')).toThrow('not once in the source:\nc')
    expect(() => applyDiff('a\na\n', '-a\n')).toThrow('not once in the source:\na')
  })
})
