/** Before the browser tests: one built lab and one Chromium for all of them. */
import { buildIfStale } from '../../scripts/build-if-stale.mjs'
import { provideChromium } from './provide-chromium'

/** Returns what is to be done after the last test. */
export default function setup(): Promise<() => void> {
  buildIfStale()
  return provideChromium()
}
