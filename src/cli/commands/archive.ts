/** `lab runs export` and `lab runs import`: runs on their way from one lab to another, as one file. */
import { resolve } from 'node:path'
import { openStore } from '../../../db/store'
import type { ImportReport, MissingDataset } from '../../api/archive'
import { datasetEnding } from '../../api/dataset-file'
import type { RunRow } from '../../api/records'
import { labVersion } from '../../api/version'
import { openWritable } from '../open-writable'
import type { Terminal } from '../terminal'
import { printable } from '../text'
import type { RunsContext } from './runs'

/** Refused runs, or data sets, that are named one by one. */
const named = 20
/** Of a digest: as many as other commands take. */
const shownDigits = 12

/** Only reads the lab, so it works beside one that trains; what trains is archived as interrupted where it stands. */
export async function exportRuns({ folder, terminal, json }: RunsContext, runs: readonly number[], out: string): Promise<void> {
  const store = openStore({ folder, mode: 'read', program: 'lab runs export' })
  try {
    const file = resolve(out)
    const report = await store.exportArchive({ runs, file, program: labVersion })
    if (json) return terminal.print(JSON.stringify({ file, ...report }))
    terminal.note(`${counted(report.runs, 'run')} of ${counted(report.experiments, 'experiment')} and ${counted(report.drawings, 'drawing')} are in`)
    terminal.note(`${printable(file)}, ${report.bytes} bytes, content ${report.contentDigest}`)
  } finally {
    store.close()
  }
}

/** One after the other; at one that cannot be read it ends, and those before it are in. */
export async function importRuns(context: RunsContext, files: readonly string[]): Promise<void> {
  const { terminal, json } = context
  const store = openWritable(context, 'lab runs import')
  try {
    for (const file of files) {
      const report = await store.importArchive(resolve(file))
      if (json) terminal.print(JSON.stringify({ file, ...report, added: numbersOf(report.added), present: numbersOf(report.present) }))
      else {
        if (files.length > 1) terminal.note(printable(file))
        describe(terminal, report)
      }
    }
  } finally {
    store.close()
  }
}

function describe(terminal: Terminal, { added, present, refused, experiments, drawings, missing }: ImportReport): void {
  const inTrash = present.filter(({ trashedAt }) => trashedAt !== null).length
  const made = experiments > 0 ? ` in ${counted(experiments, 'new experiment')}` : ''
  terminal.note(`Added: ${counted(added.length, 'run')}${made}${list(added)}, ${counted(drawings.added, 'drawing')}.`)
  terminal.note(
    `Already here: ${counted(present.length, 'run')}${list(present)}${inTrash > 0 ? `, ${inTrash} of them in the trash` : ''}, ${counted(drawings.present, 'drawing')}.`,
  )
  for (const { name, seed, reason } of refused.slice(0, named)) terminal.note(`Refused: ${printable(name)}, seed ${seed}: ${reason}`)
  if (refused.length > named) terminal.note(`Refused: ${counted(refused.length - named, 'more run')}; --json names them all.`)
  describeMissing(terminal, missing)
}

/** What the runs train on of the user's own, which no archive carries. */
function describeMissing(terminal: Terminal, missing: readonly MissingDataset[]): void {
  const [first] = missing
  if (first === undefined) return
  for (const { digest, name, runs } of missing.slice(0, named)) {
    const called = name === null ? 'without a name' : `"${printable(name)}"`
    terminal.note(
      `Not in this lab: the data set ${called}, digest ${digest.slice(0, shownDigits)}, which ${counted(runs, 'run')} of the archive ${runs === 1 ? 'trains' : 'train'} on`,
    )
  }
  if (missing.length > named) terminal.note(`Not in this lab: ${counted(missing.length - named, 'more data set')}; --json names them all.`)
  terminal.note(
    `Such runs can be looked at and compared. To verify, resume or run them again, import ${missing.length === 1 ? 'the data set' : 'each data set'} too: where it is,`,
  )
  terminal.note(
    `"lab data export ${first.digest.slice(0, shownDigits)} --out FILE${datasetEnding}" makes a file of it, and "lab data import FILE${datasetEnding}" takes that in here.`,
  )
  terminal.note('The file that it was made of does as well, imported with the same choices.')
}

function list(runs: readonly RunRow[]): string {
  return runs.length === 0 || runs.length > named ? '' : ` (${numbersOf(runs).join(', ')})`
}

function numbersOf(runs: readonly RunRow[]): number[] {
  return runs.map(({ id }) => id)
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
