// npm test: every check of the project, in the order in which a mistake shows soonest; the first that fails ends it.
import './node-guard.mjs'
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Each has one thread: as many at a time as there are processors. */
const readings = [
  ['types', 'vue-tsc', ['--noEmit']],
  ['lint', 'eslint', ['.', '--max-warnings', '0']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['layers', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src', 'db']],
  ['build', 'electron-vite', ['build', '--logLevel', 'warn']],
]
/** Each takes all processors. */
const suites = [
  ['unit tests', 'vitest', ['run', '--project', 'unit', '--reporter', 'dot']],
  ['parity of kernels', 'vitest', ['run', '--project', 'parity']],
  ['golden vectors', 'vitest', ['run', '--project', 'golden']],
  ['faults and end-to-end tests', 'vitest', ['run', '--project', 'faults', '--project', 'e2e']],
]

const waiting = [...readings]
const lanes = Array.from({ length: availableParallelism() }, async () => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await run(step, 'pipe')
})
await Promise.all(lanes)
for (const step of suites) await run(step, 'inherit')
console.log('\nEvery check passed.')

/**
 * Ends this process where the step fails.
 * @param {(typeof readings)[number]} step
 * @param {'pipe' | 'inherit'} output `pipe`: printed as a whole at the end, because others run beside it
 */
async function run([name, command, args], output) {
  const begun = performance.now()
  const title = `\n== ${name}: ${command} ${args.join(' ')}`
  if (output === 'inherit') console.log(title)
  const { code, printed } = await end(spawn(command, args, { stdio: ['ignore', output, output], shell: process.platform === 'win32' }))
  if (output === 'pipe') console.log(`${title}\n${printed}`.trimEnd())
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  if (code !== 0) {
    console.error(`\n${name} failed after ${seconds} s`)
    process.exit(1)
  }
  console.log(`== ${name}: ${seconds} s`)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, printed: string }>}
 */
function end(child) {
  const { promise, resolve } = Promise.withResolvers()
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (printed += text))
  child.on('error', ({ message }) => resolve({ code: 1, printed: `${printed}${message}\n` }))
  child.on('close', (code) => resolve({ code, printed }))
  return promise
}
