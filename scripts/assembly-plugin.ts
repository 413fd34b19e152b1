/** A Vite plugin for AssemblyScript: `import bytes from './assembly/index.ts?wasm'` gives the bytes of the compiled WebAssembly module. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import asc from 'assemblyscript/asc'
import type { Plugin } from 'vite'
import type {} from 'vitest/config'

const suffix = '?wasm'

/**
 * No garbage collector and no checks, because the kernels allocate nothing and their callers know every size; plain SIMD, because relaxed
 * SIMD rounds differently from processor to processor. A new memory is full of zeros, so that room for scratch needs none in the file.
 */
const flags = '--runtime stub --noAssert -O3 --converge --enable simd --importMemory --initialMemory 1 --zeroFilledMemory --exportStart start'.split(' ')

/**
 * Compiles once for each state of the sources; what was compiled is kept below node_modules/.cache.
 * @param root the project's folder; this file does not know it, because it is bundled with the configuration that imports it
 */
export function assemblyPlugin(root: string): Plugin {
  const cache = resolve(root, 'node_modules/.cache/assembly')
  return {
    name: 'assembly',
    enforce: 'pre',
    // Vitest keeps modules by the text of one file, and would go on with the old kernels where another of their files has changed.
    configureVitest({ defineCacheKeyGenerator }) {
      defineCacheKeyGenerator(({ id }) => (id.endsWith(suffix) ? false : null))
    },
    async resolveId(source, importer) {
      if (!source.endsWith(suffix)) return null
      const resolved = await this.resolve(source.slice(0, -suffix.length), importer, { skipSelf: true })
      return resolved === null ? null : resolved.id + suffix
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null
      const entry = id.slice(0, -suffix.length)
      for (const file of sourcesBeside(entry)) this.addWatchFile(file)
      const text = Buffer.from(await compiled(entry, cache)).toString('base64')
      // As text within the script the module needs no path of its own: the same in a window, a thread, a package and a test.
      return `export default Uint8Array.from(atob('${text}'), (character) => character.charCodeAt(0))`
    },
  }
}

function sourcesBeside(entry: string): string[] {
  return readdirSync(dirname(entry))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(dirname(entry), name))
}

async function compiled(entry: string, cache: string): Promise<Uint8Array> {
  const hash = createHash('sha256').update(asc.version).update(flags.join(' ')).update(entry)
  for (const file of sourcesBeside(entry)) hash.update(file).update(readFileSync(file))
  const kept = join(cache, `${hash.digest('hex').slice(0, 32)}.wasm`)
  if (!existsSync(kept)) keep(kept, await compile(entry))
  return readFileSync(kept)
}

async function compile(entry: string): Promise<Uint8Array> {
  let bytes: Uint8Array | null = null
  const { error, stderr } = await asc.main([entry, ...flags, '--outFile', 'kernels.wasm'], {
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm' && typeof contents !== 'string') bytes = contents
    },
  })
  if (error !== null || bytes === null) throw new Error(`${entry} does not compile:\n${stderr.toString()}`)
  return bytes
}

/** Several builds may run at once: each writes a file of its own and puts it in place whole. */
function keep(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.${String(performance.now())}`
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}
