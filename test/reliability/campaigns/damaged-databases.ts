/** Databases with garbage in their pages, turned bits or a missing end: all found, and never a crash. */
import type { Campaign, Context } from '../campaign'
import { startCommand } from '../parts/command'
import { inspectionSchema, type Inspection } from '../parts/inspection'
import { programFile } from '../parts/programs'
import { fillFolder } from '../parts/script'

export const damagedDatabases: Campaign = {
  name: 'damaged-databases',
  title: 'databases with garbage pages, turned bits or a missing end',
  counts: { ordinary: 50, long: 1000 },
  // SQLite's check and the digests of models and checkpoints do not see a changed number of an epoch.
  missing: () => 'the epochs of a run have no digest yet, by which a change could be found',
  async run({ count, seed, scratch, tally }: Context) {
    const folder = scratch()
    fillFolder(folder)
    let changed = 0
    for (let next = 0; next < count;) {
      const { lines, ended } = startCommand([process.execPath, programFile('inspect-damage'), folder, String(seed), String(next), String(count)])
      const { code, signal, err } = await ended
      for (const inspection of lines.map((line) => inspectionSchema.parse(JSON.parse(line)))) {
        tally.add(`damage ${inspection.attempt} (${inspection.what})`, problemsOf(inspection))
        if (inspection.changed) changed++
        next = inspection.attempt + 1
      }
      if (next < count) tally.add(`damage ${next++}`, [`the program crashed (${signal ?? String(code)}): ${err.slice(-300)}`])
    }
    tally.note(`${changed} of ${count} changed what the database says`)
  },
}

function problemsOf({ changed, found, failure }: Inspection): string[] {
  return [...(changed && !found ? ['the change was not found'] : []), ...(failure === null ? [] : [`it failed with: ${failure}`])]
}
