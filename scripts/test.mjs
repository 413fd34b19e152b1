// npm test: every check of the project, in the order in which a mistake shows soonest; the first that fails ends it.
import './node-guard.mjs'
import { spawnSync } from 'node:child_process'

const steps = [
  ['types', 'vue-tsc', ['--noEmit']],
  ['lint', 'eslint', ['.', '--max-warnings', '0']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['layers', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src', 'db']],
  ['build', 'electron-vite', ['build', '--logLevel', 'warn']],
  ['unit tests', 'vitest', ['run', '--project', 'unit', '--reporter', 'dot']],
  ['parity of kernels', 'vitest', ['run', '--project', 'parity']],
  ['golden vectors', 'vitest', ['run', '--project', 'golden']],
  ['faults', 'vitest', ['run', '--project', 'faults']],
  ['end-to-end tests', 'vitest', ['run', '--project', 'e2e']],
]

for (const [name, command, args] of steps) {
  const begun = performance.now()
  console.log(`\n== ${name}: ${command} ${args.join(' ')}`)
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  if (status !== 0) {
    console.error(`\n${name} failed after ${seconds} s${error ? `: ${error.message}` : ''}`)
    process.exit(1)
  }
  console.log(`== ${name}: ${seconds} s`)
}
console.log('\nEvery check passed.')
