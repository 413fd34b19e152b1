/** The processes of the libraries that the project is measured against: each lives as long as its set, so that rounds interleave. */
import { imageFolder } from '../../src/trainer/image-files'
import type { PeerTask, Runner } from '../task'
import { findPeer, MissingPeer } from './find'
import type { PeerName } from './jobs'
import { PeerProcess } from './process'

export { MissingPeer }

export class Peers {
  /** One process for each way to start the library. */
  readonly #processes = new Map<PeerName, PeerProcess[]>()

  /** The job in the process that does it fastest. */
  async open({ id, peer, job, factor = 1 }: PeerTask): Promise<Runner> {
    let best: { process: PeerProcess; seconds: number; setting: string } | null = null
    for (const process of this.#start(peer)) {
      const { seconds, setting } = await process.prepare(id, job)
      if (best === null || seconds < best.seconds) best = { process, seconds, setting: process.describe(setting) }
    }
    if (best === null) throw new Error(`${peer} has no way to start`)
    const { process, setting } = best
    return { run: async () => factor * (await process.run(id)), close: async () => undefined, setting }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].flat().map((process) => process.close()))
  }

  #start(name: PeerName): PeerProcess[] {
    const known = this.#processes.get(name)
    if (known) return known
    const { command, args, environments } = findPeer(name)
    const started = environments.map((environment) => new PeerProcess(name, command, [...args, imageFolder('mnist')], environment))
    this.#processes.set(name, started)
    return started
  }
}
