/** `fuzz PARSER COUNT SEED`: tries inputs on one parser and prints what came of them, as JSON. A process of its own, so that its memory is its own. */
import { fuzz } from '../../fuzz/driver'
import { parsers } from '../../fuzz/parsers/index'
import type { FuzzLine } from '../parts/fuzz-line'

const [name = '', count = '0', seed = '1'] = process.argv.slice(2)
const parser = parsers.find((one) => one.name === name)
if (!parser) throw new Error(`There is no parser "${name}"`)
const { tried, accepted, refused, crashes, peakMemory } = await fuzz(parser, { count: Number(count), seed: Number(seed) })
const line: FuzzLine = {
  tried,
  accepted,
  refused,
  crashes: crashes.map(({ input, error }) => `${String(error).slice(0, 300)} for ${Buffer.from(input).toString('base64').slice(0, 400)}`),
  peakMemory,
}
console.log(JSON.stringify(line))
