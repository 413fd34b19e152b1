/** The built loopback shell as a child process, on a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface LabServerProcess {
  /** Address with its token: opens the lab once. */
  url: string
  folder: string
  process: ChildProcess
  /** Ends it as a user would. Returns the exit code. */
  close(): Promise<number | null>
}

/** A folder that is removed by `remove`, outside the project. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'lab-e2e-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Begins without the sample runs, unless told otherwise: a test counts what it records itself. Rejects with the output when the lab ends before
 * it is open.
 */
export async function startLabServer(folder: string, { samples = false } = {}): Promise<LabServerProcess> {
  const child = spawnLabServer(['--data-dir', folder, ...(samples ? [] : ['--no-samples'])])
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      output += text
      const line = /^LAB_URL (\S+)$/m.exec(output)
      if (line?.[1] !== undefined) resolve(line[1])
    }
    child.stdout?.setEncoding('utf8').on('data', read)
    child.stderr?.setEncoding('utf8').on('data', read)
    child.once('exit', (code) => reject(new Error(`The lab ended with ${code}:\n${output}`)))
  })
  return {
    url,
    folder,
    process: child,
    async close() {
      if (child.exitCode !== null) return child.exitCode
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
      return child.exitCode
    },
  }
}

/** Starts out/main/serve.js with these arguments and none of the developer's own settings. */
export function spawnLabServer(words: string[]): ChildProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LAB_')))
  return spawn(process.execPath, ['out/main/serve.js', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}
