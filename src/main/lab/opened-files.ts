/** A file that the system opens with the lab becomes a transfer: looked at from outside and copied, never run and never read as anything here. */
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { LabError } from '../../api/failure'
import { systemCode } from '../../api/system-code'
import { kindOfFile, openedKinds, type OpenedFile } from '../../api/opened-file'
import type { Transfers } from './transfers'

/** What is wrong with the file stands in the answer, for one of several may be. */
export async function receiveOpened(path: string, transfers: Pick<Transfers, 'take'>): Promise<OpenedFile> {
  const name = basename(path)
  const kind = kindOfFile(name)
  if (kind === null)
    return {
      name,
      problem: `${name} is none of the lab's files: it opens archives (.bplab), figures (.png, .svg), models (.onnx, .safetensors) and data sets (.bpdata)`,
    }
  try {
    // Behind a link, too: a device or a pipe would never end.
    const found = statSync(path)
    if (!found.isFile()) return { name, problem: `${name} is no file` }
    const { mostBytes } = openedKinds[kind]
    if (found.size > mostBytes) return { name, problem: `${name} has ${found.size} bytes; the lab reads at most ${mostBytes} of its kind` }
    return { name, kind, ...(await transfers.take(path)) }
  } catch (error) {
    return { name, problem: error instanceof LabError ? error.message : `${name} cannot be read (${systemCode(error)})` }
  }
}
