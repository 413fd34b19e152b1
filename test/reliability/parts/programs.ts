/** The bundled programs of the campaigns, which the runner and the tests make before the first campaign. */
import { resolve } from 'node:path'

export type ProgramName = 'commit-script' | 'inspect-damage' | 'fuzz' | 'soak' | 'mortal-trainer'

/** Seen from the project's folder, where everything of it is run. */
export function programFile(name: ProgramName): string {
  return resolve('node_modules/.cache/faults', `${name}.js`)
}
