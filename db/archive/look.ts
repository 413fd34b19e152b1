/** What is in an archive, for who decides whether to take it. */
import { statSync } from 'node:fs'
import { namesInSummary, type ArchiveSummary } from '../../src/api/archive'
import { ArchiveReader } from './read'
import { parseJson } from './rows'

/**
 * Checks the frame of the file and its experiments; runs, models and checkpoints are checked when they are taken.
 * @throws LabError `data` that names what in the file is not as it was exported
 */
export function lookIntoArchive(file: string): ArchiveSummary {
  const archive = ArchiveReader.open(file)
  try {
    const { program, created_at: createdAt, experiments, runs, drawings } = archive.manifest
    const names = archive.experiments(namesInSummary).map(({ config }) => nameIn(parseJson(config)))
    return { program, createdAt, experiments, names, runs, drawings, bytes: statSync(file).size }
  } finally {
    archive.close()
  }
}

/** A configuration of another version may lack what this one demands, but no archive is written without its name. */
function nameIn(config: unknown): string {
  return typeof config === 'object' && config !== null && 'name' in config && typeof config.name === 'string' ? config.name : '?'
}
