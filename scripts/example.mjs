// npm run example -- NAME: bundles one program of examples/, then runs it.
import './node-guard.mjs'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { runBundled } from './run-bundled.mjs'

const names = readdirSync(resolve(import.meta.dirname, '../examples')).map((file) => file.replace(/\.ts$/, ''))
const [name] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  console.error(`npm run example -- NAME, with one of ${names.join(', ')}`)
  process.exit(2)
}
process.exit(await runBundled('examples', { [name]: `examples/${name}.ts` }, name))
