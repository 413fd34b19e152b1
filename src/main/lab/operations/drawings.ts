/** Kept drawings, the sets of them that experiments train with, and drawings that are watched while a run trains. */
import { readFileSync, statSync } from 'node:fs'
import { describeSet } from '../../../../db/drawing-sets'
import { mostDrawingBytes, newDrawings, type AddedDrawings, type KeptDrawing, type NewDrawing } from '../../../api/drawings'
import { LabError } from '../../../api/failure'
import { isFinal } from '../../../api/records'
import { decodeWire } from '../../../api/wire'
import { firstProblem } from '../../../engine/config/validate'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `drawings.${string}`>

export function drawingOperations({ store, events, requireWriter, transfers }: OperationContext): Pick<Operations, Ops> {
  const changed = <T>(value: T): T => {
    events.emit({ event: 'drawings', data: { kept: store.drawings.count() } })
    return value
  }
  const add = (drawings: readonly NewDrawing[]): AddedDrawings => changed(requireWriter().store.drawings.add(drawings))
  const watchAnew = (run: number) => requireWriter().supervisor.watch(run, store.watched.list(run))
  return {
    'drawings.list': ({ after, limit }) => store.drawings.list(after, limit),
    'drawings.keep': (drawing) => add([drawing]),
    'drawings.add': ({ transfer }) => {
      try {
        return add(readDrawings(transfers.pathOf(transfer)))
      } finally {
        transfers.end(transfer)
      }
    },
    'drawings.relabel': ({ drawings, digit }) => changed(requireWriter().store.drawings.relabel(drawings, digit)),
    'drawings.delete': ({ drawings }) => changed(requireWriter().store.drawings.delete(drawings)),
    'drawings.set': ({ drawings }) => {
      const { drawings: kept, drawingSets } = requireWriter().store
      return drawingSets.store(drawings ? kept.get([...new Set(drawings)]) : labelledOf(kept.list()))
    },
    'drawings.current': () => {
      const labelled = labelledOf(store.drawings.list())
      return labelled.length === 0 ? null : describeSet(labelled)
    },
    'drawings.members': ({ digest }) => ({ drawings: store.drawingSets.members(digest, store.drawings.list()) }),
    'drawings.watch': ({ run, content, digit }) => {
      const row = store.queries.getRun(run)
      if (row.config.data.source !== 'mnist')
        throw new LabError('conflict', `Run ${run} learns ${row.config.data.source}, not digits: watch a run that trains on mnist`)
      if (isFinal(row.status)) throw new LabError('conflict', `Run ${run} is ${row.status}: a drawing is watched while a run trains. Start or resume one`)
      const watched = requireWriter().store.watched.add(run, content, digit)
      watchAnew(run)
      return watched
    },
    'drawings.unwatch': ({ drawing }) => {
      watchAnew(requireWriter().store.watched.remove(drawing))
      return { unwatched: drawing }
    },
    'drawings.watchedRuns': () => ({ runs: store.watched.runs() }),
    'drawings.watched': ({ run }) => store.watched.curves(run),
  }
}

function labelledOf(drawings: readonly KeptDrawing[]): KeptDrawing[] {
  return drawings.filter(({ digit }) => digit !== null)
}

/** Throws a LabError that names the drawing, counted from 0, and the field. */
function readDrawings(path: string): NewDrawing[] {
  const { size } = statSync(path)
  if (size > mostDrawingBytes)
    throw new LabError('invalid', `The drawings have ${size} bytes; at most ${mostDrawingBytes} are added at once: add them in parts`)
  const parsed = newDrawings.safeParse(decode(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  const { field, message } = firstProblem(parsed.error)
  throw new LabError('invalid', `Drawing ${field}: ${message}. Nothing was added`, field)
}

function decode(text: string): unknown {
  try {
    return decodeWire(text)
  } catch (error) {
    throw new LabError('invalid', `The drawings cannot be read (${error instanceof Error ? error.message : String(error)}): send them as one message`)
  }
}
