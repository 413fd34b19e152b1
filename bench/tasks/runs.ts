/** What the database takes to find runs among ten thousand of fifty epochs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../db/store'
import { findInput } from '../../src/api/run-view'
import { quantile } from '../../src/engine/statistics/quantiles'
import { makeRunsDatabase } from '../runs-database'
import type { DriverTask, RatioOf, Task, TaskSet } from '../task'

export const sets: readonly TaskSet[] = [{ id: 'runs', group: 'lab', title: 'finding runs among 10,000 of 50 epochs: the database alone', usual: true }]

const runs = 10_000
const epochs = 50
/** Answers of a round; their 95th percentile is its measure. */
const answers = 40

/** One database for all tasks of the set, made when the first is opened. */
let shared: { store: Store; folder: string; users: number } | null = null

function openShared(): Store {
  if (shared === null) {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-bench-'))
    makeRunsDatabase(folder, runs, epochs)
    shared = { store: openStore({ folder, mode: 'read', program: 'the bench' }), folder, users: 0 }
  }
  shared.users++
  return shared.store
}

function closeShared(): void {
  if (shared === null || --shared.users > 0) return
  shared.store.close()
  rmSync(shared.folder, { recursive: true, force: true })
  shared = null
}

function answering(name: string, title: string, ask: (store: Store, k: number) => unknown): DriverTask {
  return {
    id: `runs-${name}`,
    set: 'runs',
    title: `95th percentile of ${answers} answers: ${title}`,
    unit: 'ms',
    in: 'driver',
    async open() {
      const store = openShared()
      return {
        run() {
          const times = Array.from({ length: answers }, (_, k) => {
            const begun = performance.now()
            ask(store, k)
            return performance.now() - begun
          })
          return quantile(times, 0.95)
        },
        close: async () => closeShared(),
      }
    },
  }
}

type Query = Parameters<typeof findInput.parse>[0]
function finding(name: string, title: string, query: (k: number) => Query): Task {
  return answering(name, title, ({ queries }, k) => queries.findRuns(findInput.parse(query(k))))
}
const one = <T>(of: readonly T[], k: number) => of[k % of.length]!

export const tasks: readonly Task[] = [
  answering('page', 'the newest 100 rows', ({ queries }) => queries.listRuns({ trashed: false, archived: false, limit: 100 })),
  finding('all', 'all in their groups', () => ({})),
  finding('search', 'a word of name, tags and note', (k) => ({ search: one(['spirals', 'draft', 'setting 42', 'w', 'nothing like it'], k) })),
  finding('sort', 'in the order of a column', (k) => ({
    sort: { column: one(['last', 'best', 'name', 'notes', 'time', 'optimizer.learningRate'], k), descending: k % 2 === 0 },
  })),
  finding('filter', 'a filter over scores and configuration', (k) => ({
    filter: one(
      [
        'optimizer = adam and best.accuracy > 0.97',
        'layers ~ 12 or tag = paper',
        'not (optimizer.learningRate <= 0.003) and status != diverged',
        'name ~ decay and last.loss < 0.2',
      ],
      k,
    ),
  })),
  finding('group', 'in groups by a field of the configuration, sorted', (k) => ({
    group: one(['optimizer', 'layers', 'experiment'], k),
    sort: { column: 'last', descending: true },
  })),
]

export const ratios: readonly RatioOf[] = []
