/** What may be wrong with a data folder, and what the lab says to it. */
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseName } from '../../../db/data-folder'
import { sendSignal, startCommand, type Command, type Ended } from './command'
import { acknowledgedBy, cli, endlessTrial, shortTrial, startHost, trainWords } from './host'
import { isRoot, posixOnly } from './platform'
import { fillFolder } from './script'
import { checkStored } from './stored'

export interface FolderCase {
  name: string
  missing?(): string | null
  /** What did not hold, in words. */
  run(scratch: string): Promise<string[]>
}

/** The user "nobody": permissions do not bind root. */
const nobody = 65534

const readOnlyFolder: FolderCase = {
  name: 'a folder that may only be read',
  missing: posixOnly,
  async run(scratch) {
    const { folder, unchanged } = filled(scratch)
    chmodSync(join(folder, databaseName), 0o444)
    chmodSync(folder, 0o555)
    const ended = await trainAsUser(folder, scratch)
    return [...refusal(ended, /cannot be (written|opened)/), ...unchanged(), ...(await readsAsUser(folder))]
  },
}

const readOnlyFile: FolderCase = {
  name: 'a database that may only be read',
  missing: posixOnly,
  async run(scratch) {
    const { folder, unchanged } = filled(scratch)
    if (isRoot()) chownSync(folder, nobody, nobody)
    chmodSync(join(folder, databaseName), 0o444)
    return [...refusal(await trainAsUser(folder, scratch), /cannot be (written|opened)/), ...unchanged()]
  },
}

const noFolder: FolderCase = {
  name: 'a folder that cannot be made',
  missing: posixOnly,
  async run(scratch) {
    const parent = join(scratch, 'parent')
    mkdirSync(parent)
    chmodSync(parent, 0o555)
    return refusal(await trainAsUser(join(parent, 'data'), scratch), /cannot be created/)
  },
}

const fileForFolder: FolderCase = {
  name: 'a file in place of the folder',
  async run(scratch) {
    const file = join(scratch, 'data')
    writeFileSync(file, 'not a folder')
    const problems = refusal(await train(file, scratch), /cannot be created/)
    return [...problems, ...(readFileSync(file, 'utf8') === 'not a folder' ? [] : ['the file was changed'])]
  },
}

const otherProgram: FolderCase = {
  name: "another program's database",
  run: (scratch) =>
    refuses(scratch, /is a database of another program/, (path) => {
      const db = new Database(path)
      db.exec('CREATE TABLE notes (text TEXT)')
      db.close()
    }),
}

const noDatabase: FolderCase = {
  name: 'a text in place of the database',
  async run(scratch) {
    const folder = join(scratch, 'data')
    mkdirSync(folder)
    const text = 'Dear diary, '.repeat(1000)
    writeFileSync(join(folder, databaseName), text)
    const { code, err } = await train(folder, scratch)
    const kept = readdirSync(folder).find((name) => name.startsWith(`${databaseName}.damaged-`))
    return [
      ...(code === 0 && err.includes('The database was damaged') ? [] : [`it ended with ${String(code)}, and says: ${err.slice(-300)}`]),
      ...(kept !== undefined && readFileSync(join(folder, kept), 'utf8') === text ? [] : ['the text was not kept']),
    ]
  },
}

const newerSchema: FolderCase = {
  name: 'a database of a newer version',
  async run(scratch) {
    const { folder, path } = filled(scratch)
    const db = new Database(path)
    db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true })) + 1}`)
    db.close()
    const before = readFileSync(path)
    const problems = refusal(await train(folder, scratch), /was written by a newer Backprop Lab/)
    return before.equals(readFileSync(path)) ? problems : [...problems, 'the file was changed']
  },
}

const twoInstances: FolderCase = {
  name: 'two instances at once',
  missing: posixOnly,
  async run(scratch) {
    const folder = join(scratch, 'data')
    const first = startHost({ folder, scratch, config: endlessTrial })
    await first.lineCount(1)
    const second = refusal(await train(folder, scratch), new RegExp(`is being written by lab train \\(process ${String(first.process.pid)}\\)`))
    const list = await startCommand([process.execPath, cli, 'runs', 'list', '--json', '--data-dir', folder]).ended
    return [...second, ...(list.code === 0 ? [] : [`the second could not read: ${list.err}`]), ...(await goesOn(first, folder))]
  },
}

const lockedAtStart: FolderCase = {
  name: 'a database that another program has locked',
  async run(scratch) {
    const { folder, path, unchanged } = filled(scratch)
    const other = new Database(path)
    try {
      other.exec('BEGIN IMMEDIATE')
      return [...refusal(await train(folder, scratch), /is in use by another program/), ...unchanged()]
    } finally {
      other.close()
    }
  },
}

const lockedWhileTraining: FolderCase = {
  name: 'a database that another program locks while it trains',
  missing: posixOnly,
  async run(scratch) {
    const folder = join(scratch, 'data')
    const host = startHost({ folder, scratch, config: endlessTrial })
    await host.lineCount(1)
    const other = new Database(join(folder, databaseName), { timeout: 5000 })
    other.exec('BEGIN IMMEDIATE')
    await host.errorText('waits, because its epochs could not be stored')
    other.close()
    return goesOn(host, folder)
  },
}

export const folderCases: readonly FolderCase[] = [
  readOnlyFolder,
  readOnlyFile,
  noFolder,
  fileForFolder,
  otherProgram,
  noDatabase,
  newerSchema,
  twoInstances,
  lockedAtStart,
  lockedWhileTraining,
]

/** A folder with some of everything. */
function filled(scratch: string) {
  const folder = join(scratch, 'data')
  fillFolder(folder)
  const path = join(folder, databaseName)
  const before = readFileSync(path)
  const unchanged = () => (before.equals(readFileSync(path)) ? [] : ['the database was changed'])
  return { folder, path, unchanged }
}

/** Writes the database by `make`, which must come out of it as it was. */
async function refuses(scratch: string, message: RegExp, make: (path: string) => void): Promise<string[]> {
  const folder = join(scratch, 'data')
  mkdirSync(folder)
  const path = join(folder, databaseName)
  make(path)
  const before = readFileSync(path)
  const problems = refusal(await train(folder, scratch), message)
  return before.equals(readFileSync(path)) ? problems : [...problems, 'the file was changed']
}

function train(folder: string, scratch: string): Promise<Ended> {
  return startHost({ folder, scratch, config: shortTrial(3) }).ended
}

/** Some epochs more, and then it ends in order, with all that it acknowledged. */
async function goesOn(host: Command, folder: string): Promise<string[]> {
  await host.lineCount(host.lines.length + 10)
  sendSignal(host, 'SIGTERM')
  const { code, err } = await host.ended
  const { problems } = checkStored(folder, { acknowledged: acknowledgedBy(host) })
  return code === 143 ? problems : [...problems, `the one that trains ended with ${String(code)}: ${err.slice(-300)}`]
}

/** As somebody whom permissions bind. */
function trainAsUser(folder: string, scratch: string): Promise<Ended> {
  chmodSync(scratch, 0o755)
  const words = trainWords({ folder, scratch, config: shortTrial(3) })
  return startCommand(words, isRoot() ? { user: nobody } : {}).ended
}

/** Reading works, or is refused in words: SQLite must make a file beside a database with a write-ahead log even to read it. */
async function readsAsUser(folder: string): Promise<string[]> {
  const words = [process.execPath, cli, 'runs', 'list', '--json', '--data-dir', folder]
  const { code, err } = await startCommand(words, isRoot() ? { user: nobody } : {}).ended
  return code === 0 || /check the permissions/.test(err) ? [] : [`reading ended with ${String(code)}: ${err}`]
}

function refusal({ code, out, err }: Ended, message: RegExp): string[] {
  const problems = []
  if (code !== 1) problems.push(`it ended with ${String(code)} (${out.slice(-200)})`)
  if (!message.test(err)) problems.push(`it says: ${err.slice(-300)}`)
  return problems
}
