/** Loads a test file over changed sources, in the process of the test that asks for it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import { assemblyPlugin } from '../../scripts/assembly-plugin'

/** File, below the project's root -> its text, in place of its own or as a file that is new. */
export type Changes = Readonly<Record<string, string>>

/** The full name of a test -> what runs it. */
export type Tests = ReadonlyMap<string, () => Promise<void>>

const root = resolve('.')
const collector = resolve(import.meta.dirname, 'collector.ts')

/** Where bundles are written: below node_modules, so that they find the packages that stay outside of them. */
export class Workshop {
  private readonly folder: string
  private bundles = 0

  constructor(name: string) {
    const cache = resolve('node_modules/.cache')
    mkdirSync(cache, { recursive: true })
    this.folder = mkdtempSync(join(cache, `${name}-`))
  }

  /** Bundles the test file with all that it imports and collects its tests. */
  async loadTests(file: string, changes: Changes = {}): Promise<Tests> {
    const fileName = `bundle-${++this.bundles}.js`
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: [assemblyPlugin(root), standIn(), changeSources(changes)],
      build: {
        ssr: true,
        outDir: this.folder,
        emptyOutDir: false,
        target: 'node22',
        minify: false,
        rolldownOptions: { input: { tests: collector, file: resolve(file) }, output: { entryFileNames: `[name]-${fileName}` }, treeshake: false },
      },
    })
    await import(this.addressOf(`file-${fileName}`))
    const { tests }: { tests: Tests } = await import(this.addressOf(`tests-${fileName}`))
    return tests
  }

  private addressOf(bundle: string): string {
    return pathToFileURL(join(this.folder, bundle)).href
  }

  clear(): void {
    rmSync(this.folder, { recursive: true })
  }
}

/** Vitest is the collector, but for the collector itself. */
function standIn(): Plugin {
  return {
    name: 'collect-tests',
    enforce: 'pre',
    resolveId: (source, importer) => {
      if (source !== 'vitest') return null
      return importer === collector ? { id: source, external: true } : collector
    },
  }
}

/** Hands out changed texts, and the true folder of each file to those that ask for their own. */
function changeSources(changes: Changes): Plugin {
  const textOf = (id: string) => changes[relative(root, id).replaceAll('\\', '/')]
  return {
    name: 'change-sources',
    enforce: 'pre',
    resolveId(source, importer) {
      const id = resolve(importer === undefined ? root : dirname(importer), source)
      // The disk knows nothing of a new file; all others are found as ever.
      return [id, `${id}.ts`].find((file) => textOf(file) !== undefined && !existsSync(file)) ?? null
    },
    load: (id) => textOf(id) ?? null,
    transform: (code, id) => code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
  }
}
