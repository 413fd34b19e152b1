/** The rule who may import whom can fail: a planted import that breaks it is found, for every layer. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/** layer -> a file of that layer, and an import it may not have. */
const planted: Record<string, [file: string, code: string]> = {
  'engine-statistics': ['src/engine/statistics/canary.ts', "import '../numbers/canary'"],
  engine: ['src/engine/numbers/canary.ts', "import 'node:fs'"],
  api: ['src/api/canary.ts', "import '../main/canary'"],
  report: ['src/report/canary.ts', "import '../charts/canary'"],
  interop: ['src/interop/canary.ts', "import '../main/canary'"],
  charts: ['src/charts/canary.ts', "import '../renderer/canary'"],
  db: ['db/canary.ts', "import '../src/trainer/canary'"],
  trainer: ['src/trainer/canary.ts', "import '../../db/canary'"],
  main: ['src/main/canary.ts', "import '../engine/numbers/canary'"],
  preload: ['src/preload/canary.ts', "import '../main/canary'"],
  renderer: ['src/renderer/canary.ts', "import '../engine/numbers/canary'"],
  cli: ['src/cli/canary.ts', "import '../renderer/canary'"],
  'cli-png': ['src/cli/picture-canary.ts', "import '@napi-rs/canvas'"],
}

mkdirSync(resolve('node_modules/.cache'), { recursive: true })
const folder = mkdtempSync(resolve('node_modules/.cache/layers-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('each layer has a rule, and its canary is caught by it', async () => {
  for (const [file, code] of Object.values(planted)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${code}\nexport const canary = 1\n`)
  }
  const options = await extractDepcruiseOptions(resolve('.dependency-cruiser.cjs'))
  const result = await cruise(['src', 'db'], { ...options, baseDir: folder, validate: true, outputType: 'json' }, undefined, {
    tsConfig: extractTSConfig(resolve('tsconfig.json')),
  })
  const report: ICruiseResult = JSON.parse(String(result.output))
  const caught = new Map(report.summary.violations.map((violation) => [violation.rule.name, violation.from]))
  for (const [layer, [file]] of Object.entries(planted)) expect(caught.get(layer), layer).toBe(file)
})

test('the project itself was really read', async () => {
  const options = await extractDepcruiseOptions(resolve('.dependency-cruiser.cjs'))
  const result = await cruise(['src', 'db'], { ...options, validate: true, outputType: 'json' }, undefined, {
    tsConfig: extractTSConfig(resolve('tsconfig.json')),
  })
  const report: ICruiseResult = JSON.parse(String(result.output))
  expect(report.summary.totalCruised).toBeGreaterThan(20)
  expect(report.summary.violations).toEqual([])
})
