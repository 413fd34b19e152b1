/** The report: how far its figures are, what they still need, and what is recorded of each. */
import { figureNumbers } from '../../../api/report'
import { longestFirst } from '../longest-first'
import { planFigure } from '../report/plan'
import { countTrials } from '../report/progress'
import { readFigure } from '../report/recorded'
import { queueMissing } from '../report/reproduce'
import { RecordedTrials } from '../report/trials'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `report.${string}`>

export function reportOperations({ store, events, requireWriter }: OperationContext): Pick<Operations, Ops> {
  return {
    'report.state': () => {
      const trials = new RecordedTrials(store.queries)
      return {
        figures: figureNumbers.map((figure) => ({
          figure,
          full: countTrials(planFigure(figure, 'full'), trials),
          quick: countTrials(planFigure(figure, 'quick'), trials),
        })),
      }
    },
    'report.reproduce': async ({ figures, variant, seeds }) => {
      const writer = requireWriter()
      const plans = [...new Set(figures)].sort((a, b) => a - b).map((figure) => planFigure(figure, variant, seeds))
      const { created, broken, open } = queueMissing(plans, {
        recorder: writer.store.recorder,
        queries: store.queries,
        canResume: (run) => writer.supervisor.canResume(run),
      })
      for (const run of created) events.emit({ event: 'run', data: run })
      const order = longestFirst([...created, ...broken])
      const resumed = await writer.supervisor.takeUp(order)
      return { runs: [...open, ...resumed] }
    },
    'report.figure': ({ figure, variant, seeds }) => readFigure(planFigure(figure, variant, seeds), store.queries),
  }
}
