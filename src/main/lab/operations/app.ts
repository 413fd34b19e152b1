/** What this lab is and where its data lies. */
import type { Operations, OperationContext } from './operations'

export function appOperations({ options, store, writer }: OperationContext): Pick<Operations, 'app.info'> {
  return {
    'app.info': async () => ({
      version: options.version,
      shell: options.shell,
      ...(writer ? await writer.supervisor.trainerInfo() : { workers: 0, kernels: 'none' }),
      data: store.info(),
      writable: writer !== null,
      versions: { node: process.versions.node, sqlite: store.sqlite, ...options.versions },
    }),
  }
}
