/** The loopback shell: a lab and the server that shows it, started and closed together. */
import { chooseDataFolder } from '../../../db/data-folder'
import { createLab } from '../lab/lab'
import { locateProgram } from '../program'
import { releasesAt } from '../updates/releases'
import { forkTrainer } from './fork'
import { serveLab, type LabServer } from './server'

export interface LoopbackOptions {
  /** Folder of the database; the system's folder for this user's data by default. */
  folder?: string
  /** 0, the default, takes any free port. */
  port?: number
  /** Brings the sample runs into a new database, unless told otherwise. */
  samples?: boolean
}

export type Loopback = Pick<LabServer, 'url' | 'newUrl' | 'close'>

/** Rejects where the database or the port cannot be had; then nothing is left open. */
export async function startLoopback({ folder, port = 0, samples = true }: LoopbackOptions = {}): Promise<Loopback> {
  const program = locateProgram()
  const lab = createLab({
    shell: 'loopback',
    folder: chooseDataFolder(folder),
    program: 'Backprop Lab (browser)',
    version: program.version,
    forkTrainer: forkTrainer(program.trainer),
    storageThread: program.storageThread,
    nearestThread: program.nearestThread,
    importThread: program.importThread,
    samples,
    versions: { electron: null, chrome: null },
    ...releasesAt(program.releases),
  })
  try {
    const server = await serveLab({ lab, rendererRoot: program.renderer, port })
    return {
      url: server.url,
      newUrl: server.newUrl,
      // First nobody can call, then training ends, then the database closes.
      close: async () => {
        await server.close()
        await lab.close()
      },
    }
  } catch (error) {
    await lab.close()
    throw error
  }
}
