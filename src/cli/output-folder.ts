/** A folder that files are written to, tried out before the work that fills it. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LabError } from '../api/failure'
import { systemCode } from '../api/system-code'

/** Makes the folder where it is missing and writes to it once. Throws a LabError `data` that names the folder and the reason. */
export function openOutputFolder(folder: string): OutputFolder {
  const path = resolve(folder)
  try {
    mkdirSync(path, { recursive: true })
    const trial = join(path, `.lab-${process.pid}`)
    writeFileSync(trial, '', { flag: 'wx' })
    rmSync(trial)
  } catch (error) {
    throw new LabError('data', `Nothing can be written to the folder ${path} (${systemCode(error)}): name another with --out`)
  }
  return new OutputFolder(path)
}

export class OutputFolder {
  readonly files: string[] = []

  constructor(readonly path: string) {}

  /** Writes a file whole or not at all: a reader never finds half of one. */
  write(name: string, content: string | Uint8Array): void {
    const target = join(this.path, name)
    const part = `${target}.part`
    try {
      // Made anew: a link of that name, which somebody else may have put there, is not followed.
      rmSync(part, { force: true })
      writeFileSync(part, content, { flag: 'wx' })
      renameSync(part, target)
    } catch (error) {
      rmSync(part, { force: true })
      throw new LabError('data', `${target} cannot be written (${systemCode(error)})`)
    }
    this.files.push(name)
  }
}
