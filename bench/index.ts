/** npm run bench: a table for people, `--json` for programs, `--only ID...` to pick, `--rounds N`. */
import { writeDocument } from './document'
import { helpText, readArguments, UsageError, type Options } from './arguments'
import { imageFolder, readImages, type LoadedImages } from '../src/trainer/image-files'
import { measureSet } from './measure'
import { createReport, saveReport, tableOf } from './report'
import { computeRatios, type Measured } from './statistics'
import { ratios, sets, tasks } from './tasks/index'

async function run(): Promise<number> {
  let options: Options
  try {
    options = readArguments(process.argv.slice(2), tasks, sets)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${helpText(tasks, sets)}`)
    return 2
  }
  if (options.help) console.log(helpText(tasks, sets))
  else if (options.document !== null) writeDocument(options.document)
  else return measureAll(options)
  return 0
}

/** @returns the exit code: 1 where a measurement failed */
async function measureAll({ chosen, rounds, json, save }: Options): Promise<number> {
  const notes = new Set<string>()
  const failures: string[] = []
  let loaded: LoadedImages | null = null
  const images = () => (loaded ??= readImages('mnist', imageFolder('mnist')))
  const settings = {
    rounds,
    images,
    progress: (message: string) => console.error(message),
    note: (message: string) => notes.add(message),
    failed: (message: string) => failures.push(message),
  }
  const measured: Measured[] = []
  for (const set of sets) {
    const members = chosen.filter((task) => task.set === set.id)
    if (members.length > 0) measured.push(...(await measureSet(set, members, settings)))
  }
  const compared = computeRatios(ratios, measured)
  const report = createReport(measured, compared)
  for (const message of [...notes, ...failures]) console.error(message)
  if (json) console.log(JSON.stringify(report))
  else for (const line of tableOf(measured, compared)) console.log(line)
  if (save) console.error(`written: ${saveReport(report, [...notes, ...failures], new Date())}`)
  return failures.length > 0 ? 1 : 0
}

process.exitCode = await run()
