/** Before the campaigns of the ordinary run: the built lab, and the programs that they start. */
import { buildIfStale } from '../../scripts/build-if-stale.mjs'
import { bundleFaultPrograms } from '../../scripts/fault-programs.mjs'

export default async function setup(): Promise<void> {
  buildIfStale()
  await bundleFaultPrograms()
}
