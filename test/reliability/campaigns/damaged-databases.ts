/** Databases with garbage in their pages, turned bits or a missing end: all found, and never a crash. */
import { takeBackup } from '../../../db/backup'
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { startCommand } from '../parts/command'
import { inspectionSchema, type Inspection } from '../parts/inspection'
import { programFile } from '../parts/programs'
import { fillFolder } from '../parts/script'

export const damagedDatabases: Campaign = {
  name: 'damaged-databases',
  title: 'databases with garbage pages, turned bits or a missing end',
  counts: { ordinary: 50, long: 1000 },
  missing: nothingMissing,
  async run({ count, seed, scratch, tally }: Context) {
    const folder = scratch()
    fillFolder(folder)
    await takeBackup({ folder, kind: 'manual', now: new Date() })
    let changed = 0
    const starts = { used: 0, recovered: 0, refused: 0 }
    for (let next = 0; next < count;) {
      const { lines, ended } = startCommand([process.execPath, programFile('inspect-damage'), folder, String(seed), String(next), String(count)])
      const { code, signal, err } = await ended
      for (const inspection of lines.map((line) => inspectionSchema.parse(JSON.parse(line)))) {
        tally.add(`damage ${inspection.attempt} (${inspection.what})`, problemsOf(inspection))
        starts[inspection.start]++
        if (inspection.changed) changed++
        next = inspection.attempt + 1
      }
      if (next < count) tally.add(`damage ${next++}`, [`the program crashed (${signal ?? String(code)}): ${err.slice(-300)}`])
    }
    tally.note(
      `${changed} of ${count} changed what the database says; the next start recovered ${starts.recovered}, refused ${starts.refused} in words, ` +
        `and used ${starts.used} as they are, whose structure is whole`,
    )
  },
}

function problemsOf({ changed, found, problems }: Inspection): string[] {
  return [...(changed && !found ? ['the change was not found'] : []), ...problems]
}
