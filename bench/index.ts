/** npm run bench: a table for people, `--json` for programs, `--only ID...` to pick, `--rounds N`. */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { version } from '../package.json'
import { measure, ratio, type Measured, type Ratio } from './measure'
import { tasks } from './tasks'

const help = `npm run bench -- [--json] [--rounds N] [--only ID ...]

Medians of interleaved rounds, after one that warms up. IDs: ${tasks.map((task) => task.id).join(', ')}`

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const only = [...values.only, ...positionals]
  const unknown = only.find((id) => !tasks.some((task) => task.id === id))
  const rounds = Number(values.rounds)
  if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}"`)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds takes a whole number from 1, not "${values.rounds}"`)
  return { json: values.json, help: values.help, rounds, chosen: only.length === 0 ? tasks : tasks.filter((task) => only.includes(task.id)) }
}

function printTable(results: readonly Measured[], ratios: readonly Ratio[]): void {
  const digits = (value: number) => value.toPrecision(3)
  for (const { id, title, unit, value, rounds } of results) {
    console.log(`${id.padEnd(18)} ${digits(value).padStart(8)} ${unit.padEnd(2)}  [${digits(Math.min(...rounds))}, ${digits(Math.max(...rounds))}]  ${title}`)
  }
  for (const { id, of, to, value } of ratios) console.log(`${id.padEnd(18)} ${digits(value).padStart(8)} x   ${of} / ${to}`)
}

async function run(): Promise<number> {
  let options
  try {
    options = readArguments()
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    return 2
  }
  if (options.help) {
    console.log(help)
    return 0
  }
  const { rounds, chosen, json } = options
  const results = await measure(chosen, rounds, new URL('./worker.js', import.meta.url), (round) =>
    console.error(round === 0 ? 'warming up' : `round ${round} of ${rounds}`),
  )
  const ratios = [
    ratio('float64-cost', results, 'digits-float64', 'digits-float32'),
    ratio('batch-512-gain', results, 'digits-float32', 'digits-batch-512'),
  ].filter((one) => one !== null)
  if (json) {
    const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, platform: `${process.platform} ${process.arch}` }
    console.log(JSON.stringify({ machine, versions: { lab: version, node: process.versions.node, v8: process.versions.v8 }, results, ratios }))
  } else printTable(results, ratios)
  return 0
}

process.exitCode = await run()
