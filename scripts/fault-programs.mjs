// The programs of the campaigns of test/reliability, bundled beside each other: the runner, and what it starts.
import { cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundle } from './run-bundled.mjs'

export const faultPrograms = {
  index: 'test/reliability/index.ts',
  'commit-script': 'test/reliability/programs/commit-script.ts',
  'inspect-damage': 'test/reliability/programs/inspect-damage.ts',
  fuzz: 'test/reliability/programs/fuzz.ts',
  soak: 'test/reliability/programs/soak.ts',
  'mortal-trainer': 'test/reliability/programs/mortal-trainer.ts',
}

/** @returns {Promise<string>} the folder of the bundles */
export async function bundleFaultPrograms() {
  const folder = await bundle('faults', faultPrograms)
  // The fuzzer looks for it beside itself.
  cpSync(resolve(import.meta.dirname, '../test/fuzz/corpus'), join(folder, 'corpus'), { recursive: true })
  return folder
}
