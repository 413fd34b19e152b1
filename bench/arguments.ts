/** What `npm run bench` is asked for. */
import { parseArgs } from 'node:util'
import type { Task, TaskSet } from './task'

export interface Options {
  json: boolean
  help: boolean
  save: boolean
  /** A file of results to write the documentation from, instead of measuring. */
  document: string | null
  rounds: number
  chosen: Task[]
}

/** Wrong use of the command. */
export class UsageError extends Error {}

/** @throws UsageError where an argument is not understood */
export function readArguments(args: readonly string[], tasks: readonly Task[], sets: readonly TaskSet[]): Options {
  const { values, positionals } = parse(args)
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError(`--rounds takes a whole number from 1, not "${values.rounds}"`)
  const picked = [...values.only, ...positionals]
  const usual = new Set(sets.filter((set) => values.all || set.usual).map(({ id }) => id))
  return {
    json: values.json,
    help: values.help,
    save: values.save,
    document: values.document ?? null,
    rounds,
    chosen: picked.length === 0 ? tasks.filter(({ set }) => usual.has(set)) : pick(picked, tasks, sets),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '5' },
        only: { type: 'string', multiple: true, default: [] },
        document: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The tasks that the words name: by id, otherwise by the beginning of ids up to a dash, by set or by group. */
function pick(words: readonly string[], tasks: readonly Task[], sets: readonly TaskSet[]): Task[] {
  const chosen = new Set(words.flatMap((word) => named(word, tasks, sets)))
  return tasks.filter((task) => chosen.has(task))
}

function named(word: string, tasks: readonly Task[], sets: readonly TaskSet[]): Task[] {
  const exact = tasks.filter(({ id }) => id === word)
  if (exact.length > 0) return exact
  const members = sets.filter(({ id, group }) => id === word || group === word).map(({ id }) => id)
  const found = tasks.filter(({ id, set }) => id.startsWith(`${word}-`) || members.includes(set))
  if (found.length === 0) throw new UsageError(`There is no measurement "${word}"`)
  return found
}

export function helpText(tasks: readonly Task[], sets: readonly TaskSet[]): string {
  const lines = sets.map(({ id, group, title, usual }) => {
    const ids = tasks.filter(({ set }) => set === id).map((task) => task.id)
    return `  ${usual ? ' ' : '*'} ${id} (${group}): ${title}\n      ${ids.join(' ')}`
  })
  return `npm run bench -- [--only ID ...] [--all] [--rounds N] [--json] [--save]

Medians of interleaved rounds, after one that warms up. Progress goes to standard error.

  --only ID    what is measured: an id, the beginning of ids up to a dash, a set or a group
  --all        everything, the sets with a star too; without it the usual ones, which take a few minutes
  --rounds N   measured rounds, 5 where nothing is said (3 at most for what takes long)
  --json       {"machine","versions","results":[{"id","value","unit","rounds"}],"ratios":[{"id","of","to","value"}]}
  --save       also writes bench/results/DATE-PROCESSOR.json
  --document FILE
               measures nothing; writes the tables of docs/performance.md and draws docs/images/cost.png from such a file

Beside the project there may be others to measure it against: TensorFlow.js comes by "npm ci --prefix bench"; PyTorch and scikit-learn
are used where python3 (or the one that the variable PYTHON names) can import them.

Sets (group):
${lines.join('\n')}`
}
