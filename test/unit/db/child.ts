/** Bundles a program of this folder for Node and runs it as a process of its own: locks and kills need real processes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { onTestFinished } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

export interface Bundle {
  file: string
  remove(): void
}

/** The bundle lies in the project, so that its packages are found. */
export async function bundle(program: string): Promise<Bundle> {
  const folder = mkdtempSync(join(root, 'node_modules', '.backprop-lab-test-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, program),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  })
  return { file: join(folder, 'program.mjs'), remove: () => rmSync(dirname(join(folder, 'program.mjs')), { recursive: true, force: true }) }
}

export interface Program {
  process: ChildProcess
  /** The next line of its output, or null when it has ended. */
  line(): Promise<string | null>
  ended: Promise<number | null>
}

/** Starts the program; it is killed with the test at the latest. */
export function run({ file }: Bundle, ...args: string[]): Program {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    line: async () => {
      const next = await lines.next()
      return next.done ? null : next.value
    },
    ended: new Promise((resolve) => child.once('exit', resolve)),
  }
}
