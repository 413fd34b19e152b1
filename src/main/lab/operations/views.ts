/** Saved views of rooms. */
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `views.${string}`>

export function viewOperations({ store, requireWriter }: OperationContext): Pick<Operations, Ops> {
  return {
    'views.list': ({ kind }) => store.views.list(kind),
    'views.save': (view) => requireWriter().store.views.save(view),
    'views.delete': ({ kind, name }) => {
      requireWriter().store.views.delete(kind, name)
      return { deleted: name }
    },
  }
}
