/** Mutated inputs for everything that reads what was made elsewhere: taken, or refused in words, within bounded memory. */
import { parsers as all } from '../../fuzz/parsers/index'
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { startCommand } from '../parts/command'
import { fuzzLineSchema } from '../parts/fuzz-line'
import { inParallel } from '../parts/in-parallel'
import { programFile } from '../parts/programs'

const lanes = 2
const megabyte = 1024 * 1024
/** Of the process that reads them. */
const mostMemory = 256 * megabyte
/** What a parser keeps, not what V8 has not collected yet: its heap ends at 96 MB, which a parser that keeps its inputs would meet within a minute. */
const flags = ['--max-semi-space-size=2', '--max-old-space-size=96']

export const parsers: Campaign = {
  name: 'parsers',
  title: `mutated inputs for each of ${all.length} parsers`,
  // The project of the fuzzer tries more of them in the ordinary tests.
  counts: { ordinary: 200, long: 100_000 },
  missing: nothingMissing,
  async run({ count, seed, tally }: Context) {
    await inParallel(lanes, all.length, async (index) => {
      const name = all[index]?.name ?? ''
      const { lines, ended } = startCommand([process.execPath, ...flags, programFile('fuzz'), name, String(count), String(seed)], { patience: Infinity })
      const { code, signal, err } = await ended
      if (code !== 0) {
        tally.add(name, [`the process crashed (${signal ?? String(code)}): ${err.slice(-300)}`])
        return
      }
      const { tried, accepted, refused, crashes, peakMemory } = fuzzLineSchema.parse(JSON.parse(lines[0] ?? ''))
      const memory = `${Math.round(peakMemory / megabyte)} MB`
      for (let input = 0; input < tried - crashes.length; input++) tally.add(name, input === 0 && peakMemory > mostMemory ? [`it took ${memory}`] : [])
      for (const crash of crashes) tally.add(name, [crash])
      tally.note(`${name}: ${accepted.toLocaleString('en')} accepted, ${refused.toLocaleString('en')} refused, at most ${memory}`)
    })
  },
}
