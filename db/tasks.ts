/** The work on whole databases, which takes seconds: made to run in a thread of its own, from plain data to plain data. */
import { join } from 'node:path'
import type { Failure } from '../src/api/failure'
import type { Backup, BackupKind, CheckReport } from '../src/api/storage'
import { copyAside, copyInto, takeBackup } from './backup'
import { checkFile, quickCheckFile, type CheckProgress } from './check'
import { databaseName } from './data-folder'
import { removeDatabase } from './files'
import { prepareRestore } from './recover'
import { asidePath, partPath } from './replace'

export interface StorageTasks {
  /** Takes a backup. `now` is ISO 8601. */
  backup: { input: { folder: string; kind: BackupKind; now: string }; output: Backup }
  check: { input: { folder: string }; output: CheckReport }
  /** The check of the start, for databases that are too large for the start. */
  quickCheck: { input: { folder: string }; output: string[] }
  /** Replaces the content of an open database by that of `file`, after a copy of the present one is put aside. */
  restore: { input: { folder: string; file: string; now: string }; output: { aside: string } }
}
export type StorageTask = { [K in keyof StorageTasks]: { task: K } & StorageTasks[K]['input'] }[keyof StorageTasks]

/** What a thread answers. */
export type StorageAnswer = { type: 'progress'; progress: CheckProgress } | { type: 'done'; value: unknown } | { type: 'failed'; failure: Failure }

/** Throws the LabErrors of the work. */
export async function runStorageTask(task: StorageTask, onProgress: (progress: CheckProgress) => void): Promise<StorageTasks[StorageTask['task']]['output']> {
  switch (task.task) {
    case 'backup':
      return takeBackup({ folder: task.folder, kind: task.kind, now: new Date(task.now) })
    case 'check':
      return checkFile(join(task.folder, databaseName), onProgress)
    case 'quickCheck':
      return quickCheckFile(join(task.folder, databaseName))
    case 'restore':
      return restoreIntoOpen(task.folder, task.file, new Date(task.now))
  }
}

async function restoreIntoOpen(folder: string, file: string, now: Date): Promise<{ aside: string }> {
  prepareRestore(folder, file, now)
  try {
    const aside = asidePath(folder, 'replaced', now)
    await copyAside(folder, aside)
    await copyInto(partPath(folder), join(folder, databaseName))
    return { aside }
  } finally {
    removeDatabase(partPath(folder))
  }
}
