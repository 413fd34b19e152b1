/** Bundles the training process and its threads as the product does: real processes and threads need real files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { assemblyPlugin } from '../../../scripts/assembly-plugin'

const root = resolve(import.meta.dirname, '../../..')

export interface BuiltTrainer {
  /** Path of the training process. */
  trainer: string
  worker: URL
  remove(): void
}

/** The bundles lie in the project, so that its packages are found. */
export async function buildTrainer(): Promise<BuiltTrainer> {
  const folder = mkdtempSync(join(root, 'node_modules', '.backprop-lab-trainer-'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}') // below node_modules the project's own package.json does not count
  await build({
    root,
    configFile: false,
    plugins: [assemblyPlugin(root)],
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { trainer: resolve(root, 'src/trainer/index.ts'), worker: resolve(root, 'src/trainer/worker.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
  return {
    trainer: join(folder, 'trainer.js'),
    worker: pathToFileURL(join(folder, 'worker.js')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
