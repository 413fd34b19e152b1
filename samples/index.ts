/** npm run samples: trains the sample experiments in a lab of its own and writes their archive, compressed, to resources/. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createClient, type LabClient } from '../src/api/client'
import { isFinal } from '../src/api/records'
import { sampleTag } from '../src/api/samples'
import { labVersion } from '../src/api/version'
import { createLab } from '../src/main/lab/lab'
import { forkTrainer } from '../src/main/loopback/fork'
import { samples, type Sample } from './experiments'

/** Trains all trials of a sample and marks them; returns their numbers. */
async function record(client: LabClient, { config, colour, note }: Sample): Promise<number[]> {
  const ended = new Set<number>()
  const { promise, resolve: allEnded, reject } = Promise.withResolvers<undefined>()
  let count = Infinity
  const unsubscribe = client.on('run', ({ id, status, message }) => {
    if (!isFinal(status)) return
    if (status !== 'done') reject(new Error(`Run ${id} ended as ${status}: ${message ?? 'without a reason'}`))
    ended.add(id)
    if (ended.size >= count) allEnded(undefined)
  })
  try {
    const { runs } = await client.call('experiments.start', { config })
    count = runs.length
    if (ended.size >= count) allEnded(undefined)
    await promise
    const ids = runs.map(({ id }) => id)
    await client.call('runs.update', { runs: ids, patch: { tags: [sampleTag], note, colour } })
    await client.call('runs.update', { runs: ids, patch: { locked: true } })
    return ids
  } finally {
    unsubscribe()
  }
}

async function download(client: LabClient, runs: readonly number[]): Promise<Buffer> {
  const { transfer, bytes: size } = await client.call('archives.create', { runs: [...runs] })
  const pieces: Uint8Array[] = []
  for (let offset = 0; offset < size;) {
    const { bytes } = await client.call('archives.read', { transfer, offset })
    pieces.push(bytes)
    offset += bytes.length
  }
  return Buffer.concat(pieces)
}

const folder = mkdtempSync(join(tmpdir(), 'lab-samples-'))
const lab = createLab({
  shell: 'terminal',
  folder,
  program: 'npm run samples',
  version: labVersion,
  forkTrainer: forkTrainer(resolve('out/main/trainer.js')),
  versions: { electron: null, chrome: null },
})
const client = createClient({ kind: 'terminal', invoke: lab.invoke, subscribe: lab.subscribe })
try {
  const runs: number[] = []
  for (const sample of samples) runs.push(...(await record(client, sample)))
  const archive = await download(client, runs)
  const packed = gzipSync(archive, { level: 9 })
  const out = resolve('resources/samples.bplab.gz')
  writeFileSync(out, packed)
  console.log(`written   ${out}, ${packed.length} bytes, ${archive.length} unpacked`)
  console.log(`SHA-256   ${createHash('sha256').update(packed).digest('hex')}`)
} finally {
  await lab.close()
  rmSync(folder, { recursive: true, force: true })
}
