/** What the shells put into the window, and the modules that only the bundler knows. */
import type { Bridge } from '../api/contract'

declare global {
  interface Window {
    /** Exposed by the preload in Electron; absent in the loopback shell. */
    readonly lab?: Bridge
  }
}
