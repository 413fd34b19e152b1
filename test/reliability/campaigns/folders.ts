/** Folders and files that cannot be used: a clear error, and the file as it was. */
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { folderCases } from '../parts/folder-cases'

export const folders: Campaign = {
  name: 'folders',
  title: 'read-only, locked, foreign, newer or shared databases and folders',
  counts: { ordinary: folderCases.length, long: 10 * folderCases.length },
  missing: nothingMissing,
  async run({ count, scratch, tally }: Context) {
    const skipped = new Set<string>()
    for (let attempt = 0; attempt < count; attempt++) {
      const folderCase = folderCases[attempt % folderCases.length]
      if (folderCase === undefined) continue
      const reason = folderCase.missing?.() ?? null
      if (reason === null) tally.add(folderCase.name, await folderCase.run(scratch()))
      else skipped.add(`${folderCase.name} was not tried: ${reason}`)
    }
    for (const note of skipped) tally.note(note)
  },
}
