/** Views that were saved under a name. */
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `views.${string}`>

export function viewOperations({ store, requireWriter }: OperationContext): Pick<Operations, Ops> {
  const editor = () => requireWriter().store.editor
  return {
    'views.list': () => store.queries.listViews(),
    'views.save': ({ name, config }) => editor().saveView(name, config),
    'views.rename': ({ view, name }) => editor().renameView(view, name),
    'views.delete': ({ view }) => editor().deleteView(view),
  }
}
