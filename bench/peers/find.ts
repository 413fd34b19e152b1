/** Where the other libraries are on this machine, and in which versions. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import type { PeerName } from './jobs'

/** The library is not installed; the message says how to get it. */
export class MissingPeer extends Error {}

export interface FoundPeer {
  /** As in the results' `versions`. */
  library: string
  version: string
  command: string
  args: string[]
  /** Environments to try; the fastest counts. */
  environments: Record<string, string>[]
}

const versionSchema = z.object({ version: z.string(), referenceBlas: z.boolean() })

const found = new Map<PeerName, FoundPeer>()

/** @throws MissingPeer */
export function findPeer(name: PeerName): FoundPeer {
  const peer = found.get(name) ?? look(name)
  found.set(name, peer)
  return peer
}

/** The versions of the libraries that were found so far. */
export function peerVersions(): Record<string, string> {
  return Object.fromEntries([...found.values()].map(({ library, version }) => [library, version]))
}

function look(name: PeerName): FoundPeer {
  // Where there are threads, those of the linear algebra library beside others may slow both down.
  const environments = [{}, { OPENBLAS_NUM_THREADS: '1' }]
  switch (name) {
    case 'pytorch':
      return { library: 'pytorch', ...findPython('torch', 'PyTorch', 'python3-torch'), args: [resolve('bench/peers/pytorch_peer.py')], environments }
    case 'sklearn':
      return { library: 'sklearn', ...findPython('sklearn', 'scikit-learn', 'python3-sklearn'), args: [resolve('bench/peers/sklearn_peer.py')], environments }
    case 'tfjs-wasm':
    case 'tfjs-cpu': {
      const args = [resolve('bench/peers/tfjs-peer.mjs'), name === 'tfjs-wasm' ? 'wasm' : 'cpu']
      return { library: 'tensorflowjs', version: tensorFlowVersion(), command: process.execPath, args, environments: [{}] }
    }
  }
}

function findPython(module: string, library: string, debian: string): { command: string; version: string } {
  const commands = [process.env['PYTHON'] ?? '', 'python3', '/usr/bin/python3', 'python'].filter((command) => command !== '')
  for (const command of commands) {
    const { status, stdout } = spawnSync(command, [resolve('bench/peers/version.py'), module], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    if (status !== 0) continue
    const { version, referenceBlas } = versionSchema.parse(JSON.parse(stdout))
    if (referenceBlas) {
      throw new MissingPeer(
        `${library} multiplies matrices by the reference BLAS here, twenty times slower than by a fast one, which would say nothing (on Debian: apt install libopenblas0-pthread)`,
      )
    }
    return { command, version }
  }
  throw new MissingPeer(
    `${library} is missing: no python3 here can import it (on Debian: apt install ${debian}; the variable PYTHON names another interpreter)`,
  )
}

function tensorFlowVersion(): string {
  const manifest = resolve('bench/node_modules/@tensorflow/tfjs/package.json')
  if (!existsSync(manifest)) throw new MissingPeer('TensorFlow.js is missing: npm ci --prefix bench installs it beside the project (300 MB)')
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  return version
}
