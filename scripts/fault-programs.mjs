// The programs of the campaigns of test/reliability, bundled beside each other: the runner, and what it starts.
import { bundle } from './run-bundled.mjs'

export const faultPrograms = {
  index: 'test/reliability/index.ts',
  'commit-script': 'test/reliability/programs/commit-script.ts',
  'inspect-damage': 'test/reliability/programs/inspect-damage.ts',
  soak: 'test/reliability/programs/soak.ts',
  'mortal-trainer': 'test/reliability/programs/mortal-trainer.ts',
}

/** @returns {Promise<string>} the folder of the bundles */
export function bundleFaultPrograms() {
  return bundle('faults', faultPrograms)
}
