/** The browser of the tests. */
import { chromium, type Browser } from 'playwright'

/**
 * Playwright's own defaults and nothing more: the arguments that @sparticuz/chromium recommends switch web security and site
 * isolation off, and the tests would prove nothing.
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['LAB_CHROMIUM']
  if (executablePath === undefined) throw new Error('LAB_CHROMIUM is unset: run these tests by "npx vitest run --project e2e"')
  // Inside containers, and as root, Chromium's own sandbox cannot start.
  return chromium.launch({ executablePath, headless: true, args: ['--no-sandbox'] })
}
