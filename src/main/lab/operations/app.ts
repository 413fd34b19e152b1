/** What this lab is and where its data lies. */
import { arch, homedir, platform, release } from 'node:os'
import type { AppInfo } from '../../../api/contract'
import { describeDiagnostics } from '../../mistakes/diagnostics'
import { readMistakes } from '../../mistakes/log'
import { locateProgram } from '../../program'
import type { Operations, OperationContext } from './operations'

/** Mistakes in a text of diagnostics, at most. */
const shownMistakes = 10

export function appOperations(context: OperationContext): Pick<Operations, 'app.info' | 'app.diagnostics'> {
  const { options, store, writer } = context
  const about = async (): Promise<AppInfo> => ({
    version: options.version,
    shell: options.shell,
    ...(writer ? await writer.supervisor.trainerInfo() : { workers: 0, kernels: 'none' }),
    data: store.info(),
    writable: writer !== null,
    samplesComing: context.samplesComing,
    releases: options.releases?.page ?? null,
    versions: { node: process.versions.node, sqlite: store.sqlite, ...options.versions },
  })
  return {
    'app.info': about,
    'app.diagnostics': async () => ({
      text: describeDiagnostics({
        info: await about(),
        system: { platform: platform(), arch: arch(), release: release() },
        runs: store.queries.countRuns(),
        mistakes: readMistakes(options.folder, shownMistakes),
        places: { home: homedir(), folder: options.folder, program: locateProgram().root },
      }),
    }),
  }
}
