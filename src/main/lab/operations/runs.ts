/** Runs: listed, marked, moved to the trash and back, and steered while they train. */
import type { RunRow } from '../../../api/records'
import { packRuns } from '../../../api/run-page'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `runs.${string}`>

/** Runs that are announced one by one; thousands of messages would hold up the window that is to hear them. */
const mostSingly = 50

export function runOperations({ store, events, writer, requireWriter }: OperationContext): Pick<Operations, Ops> {
  const announce = (runs: RunRow[]) => {
    const page = packRuns(runs)
    if (runs.length > mostSingly) events.emit({ event: 'runs', data: page })
    else for (const run of runs) events.emit({ event: 'run', data: run })
    return page
  }
  const present = (run: RunRow) => writer?.supervisor.present(run) ?? run
  const told = new Set<number>()
  /** A damaged run is left out of the list; the user hears of it once. */
  const tellDamage = () => {
    for (const [run, message] of store.queries.unreadable) {
      if (told.has(run)) continue
      told.add(run)
      events.emit({
        event: 'fault',
        data: { code: 'data', message: `${message}. Restore a backup, or salvage the run from one, in a terminal: lab db --help` },
      })
    }
  }
  const list = (runs: RunRow[]) => {
    tellDamage()
    return runs.map(present)
  }
  return {
    'runs.find': (query) => store.queries.findRuns(query),
    'runs.list': (query) => list(store.queries.listRuns(query)),
    'runs.page': (query) => packRuns(list(store.queries.pageOfRuns(query))),
    'runs.get': ({ run }) => present(store.queries.getRun(run)),
    'runs.epochs': ({ runs }) => store.queries.listEpochs(runs),
    'runs.miniCurves': ({ runs }) => store.queries.miniCurves(runs),
    'runs.curves': ({ runs, columns }) => store.queries.listCurves(runs, columns),
    'runs.sketches': ({ runs, columns, points }) => store.queries.listSketches(runs, columns, points),
    'runs.update': ({ runs, patch }) => announce(requireWriter().store.editor.update(runs, patch)),
    'runs.trash': ({ runs }) => announce(requireWriter().store.editor.trash(runs)),
    'runs.restore': ({ runs }) => announce(requireWriter().store.editor.restore(runs)),
    'runs.delete': ({ runs }) => {
      const deleted = requireWriter().store.editor.delete(runs)
      events.emit({ event: 'deleted', data: { runs: deleted } })
      return { deleted }
    },
    'runs.pause': ({ runs }) => requireWriter().supervisor.pause(runs),
    'runs.resume': ({ runs }) => requireWriter().supervisor.resume(runs),
    'runs.stop': ({ runs }) => requireWriter().supervisor.stop(runs),
    'runs.changeRate': ({ runs, learningRate }) => requireWriter().supervisor.changeRate(runs, learningRate),
    'runs.verify': ({ runs }) => requireWriter().supervisor.verifier.verify(runs),
    'runs.cancelVerify': ({ runs }) => requireWriter().supervisor.verifier.cancel(runs),
    'runs.verifications': () => writer?.supervisor.verifier.all() ?? [],
  }
}
