/** `lab db`: checks the database, backs it up, restores it, and salvages runs from another file. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { listBackups, readContents, takeBackup, writeBackup } from '../../../db/backup'
import { checkFile } from '../../../db/check'
import { createDataFolder, databaseName } from '../../../db/data-folder'
import { makePrivate } from '../../../db/files'
import { takeLock } from '../../../db/lock'
import { describeSalvage, restoreFile } from '../../../db/recover'
import { finishReplacement } from '../../../db/replace'
import { LabError } from '../../api/failure'
import type { CheckReport } from '../../api/storage'
import { exitCodes } from '../exit-codes'
import { openWritable } from '../open-writable'
import type { Terminal } from '../terminal'
import { printable } from '../text'

export interface DbContext {
  folder: string
  terminal: Terminal
  json: boolean
  now?: () => Date
}

/** Checks everything, beside a lab that runs too. Returns the exit code: 1 where something is damaged. */
export function checkData({ folder, terminal, json }: DbContext): number {
  const report = checkFile(join(folder, databaseName), ({ done, total }) => terminal.progress(`Checking run ${done + 1} of ${total}`))
  terminal.progress('')
  if (json) terminal.print(JSON.stringify(report))
  else for (const line of describeCheck(report)) terminal.print(printable(line))
  return report.problems.length === 0 ? exitCodes.done : exitCodes.failed
}

/** Takes a backup, beside a lab that runs too: into the folder of backups, or to a file. */
export async function backUpData({ folder, terminal, json, now = () => new Date() }: DbContext, out?: string): Promise<void> {
  const target = out === undefined ? (await takeBackup({ folder, kind: 'manual', now: now() })).path : resolve(out)
  if (out !== undefined) await writeBackup(folder, target)
  const holds = readContents(target)
  if (json) terminal.print(JSON.stringify({ backup: target, holds }))
  else terminal.print(printable(`Backed up ${count(holds?.runs ?? 0, 'run')} to ${target}`))
}

/** Puts the present database aside and a backup in its place: the newest that is whole, or a file. */
export function restoreData({ folder, terminal, json, now = () => new Date() }: DbContext, file?: string): void {
  createDataFolder(folder)
  const lockFile = join(folder, `${databaseName}.lock`)
  makePrivate(lockFile)
  const lock = takeLock(lockFile, 'lab db restore')
  try {
    finishReplacement(folder)
    const source = file === undefined ? newestBackup(folder) : resolve(file)
    const holds = readContents(source)
    const moved = restoreFile(folder, source, now())
    const aside = existsSync(moved) ? moved : null
    if (json) terminal.print(JSON.stringify({ restored: source, holds, aside }))
    else {
      terminal.print(printable(`Restored ${count(holds?.runs ?? 0, 'run')} from ${source}`))
      if (aside !== null) terminal.print(printable(`What was there before lies in ${aside}`))
    }
  } finally {
    lock.release()
  }
}

/** Takes over from another database file what this one lacks. */
export function salvageData(context: DbContext, file: string): void {
  const { folder, terminal, json } = context
  const source = resolve(file)
  if (!existsSync(source)) throw new LabError('not-found', `There is no file ${source}`)
  if (source === join(resolve(folder), databaseName)) throw new LabError('invalid', `${source} is the database itself: name another file`)
  const store = openWritable(context, 'lab db salvage')
  try {
    const report = store.salvage(source)
    if (json) terminal.print(JSON.stringify(report))
    else {
      terminal.print(describeSalvage(report))
      for (const line of report.left) terminal.print(printable(`Left: ${line}`))
    }
  } finally {
    store.close()
  }
}

/** The newest of the data folder that can be read; `restoreFile` checks it in full. */
function newestBackup(folder: string): string {
  const [newest] = listBackups(folder).filter(({ holds }) => holds !== null)
  if (!newest) throw new LabError('not-found', `There is no backup in ${folder}: name a file`)
  return newest.path
}

function describeCheck({ problems, runs, epochs, models, checkpoints, sealed }: CheckReport): string[] {
  const looked = `${count(runs, 'run')} (${sealed} sealed), ${count(epochs, 'epoch')}, ${count(models, 'model')}, ${count(checkpoints, 'checkpoint')}`
  if (problems.length === 0) return [`Nothing is damaged: ${looked}`]
  return [...problems.map(({ message }) => message), `${problems.length} found: ${looked}`]
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
