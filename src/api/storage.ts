/** The safety of what is stored, as every side sees it: checks, backups, and what happened to the database. */

export const problemKinds = [
  'structure',
  'schema',
  'reference',
  'configuration',
  'run',
  'seal',
  'marks',
  'model',
  'checkpoint',
  'settings',
  'drawings',
  'dataset',
] as const

/** Something in the database is not what was stored. */
export interface StorageProblem {
  kind: (typeof problemKinds)[number]
  /** The run that it belongs to, where it belongs to one. */
  run: number | null
  /** In words. */
  message: string
}

/** What a full check found, and what it looked at. */
export interface CheckReport {
  problems: StorageProblem[]
  experiments: number
  runs: number
  epochs: number
  models: number
  checkpoints: number
  /** Runs with a seal. */
  sealed: number
  /** Of models and checkpoints. */
  bytes: number
}

/** What a backup was taken for: each kind is rotated by itself. */
export const backupKinds = ['migration', 'finished', 'daily', 'manual'] as const
export type BackupKind = (typeof backupKinds)[number]

/** What a backup holds. */
export interface BackupContents {
  schema: number
  experiments: number
  runs: number
  /** When its newest run was queued; null without a run. */
  newest: string | null
}

export interface Backup {
  /** Name of the file in the folder of backups. */
  file: string
  path: string
  kind: BackupKind
  takenAt: string
  bytes: number
  /** Null where the file cannot be read. */
  holds: BackupContents | null
}

export interface SalvageReport {
  /** Runs that were added or replaced. */
  runs: number
  epochs: number
  models: number
  /** Runs that were there, and whose name, tags, note or marks were taken over. */
  marks: number
  /** What could not be taken over, in words. */
  left: string[]
}

/** What happened to a damaged database. */
export interface RecoveryReport {
  /** Where the damaged file lies now. */
  damaged: string
  /** What was wrong, in words. */
  problems: string[]
  /** The backup that was restored; null where none could be used. */
  backup: Pick<Backup, 'file' | 'takenAt'> | null
  salvaged: SalvageReport
}

/** Something that the user must be told, and that is shown until it is read. */
export type NoticeContent = { kind: 'recovered'; report: RecoveryReport } | { kind: 'damaged'; problems: string[] }

export interface Notice {
  id: number
  createdAt: string
  content: NoticeContent
}

export interface StorageState {
  /** Newest first. */
  backups: Backup[]
  /** Not read yet, oldest first. */
  notices: Notice[]
  /** Why the last backup that was due could not be taken, or null. */
  failure: string | null
}
