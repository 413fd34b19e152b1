/** The long run of the fuzzer: each parser in a process of its own with little memory, and a line that says what came of it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fuzz } from './driver'
import { parsers } from './parsers/index'

/** Megabytes that JavaScript may hold; a parser that needs more ends its process. */
const heap = 96
/** Bytes of the whole process at most, Node itself included. */
const mostMemory = 256 * 1024 * 1024
/** Where inputs go that were neither taken nor refused, for the corpus. */
const crashFolder = 'node_modules/.cache/fuzz-crashes'

const [first = '100000', seed = '1', ...names] = process.argv.slice(2)
if (first === 'one') await tryOne(names[0] ?? '', Number(names[1]), Number(seed))
else runAll(Number(first), Number(seed), names)

function runAll(count: number, seed: number, names: readonly string[]): void {
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) throw new Error('Usage: npm run test:fuzz -- [count] [seed] [parser...]')
  const env = { ...process.env, NODE_OPTIONS: `--max-old-space-size=${heap} --max-semi-space-size=4` }
  for (const { name } of parsers.filter((parser) => names.length === 0 || names.includes(parser.name))) {
    const { status, signal } = spawnSync(process.execPath, [process.argv[1] ?? '', 'one', String(seed), name, String(count)], { stdio: 'inherit', env })
    if (status !== 0) {
      console.log(`${name}: failed (${signal ?? status})`)
      process.exitCode = 1
    }
  }
}

async function tryOne(name: string, count: number, seed: number): Promise<void> {
  const parser = parsers.find((one) => one.name === name)
  if (!parser) throw new Error(`There is no parser ${name}`)
  // What a refusal says on the console is none of the result.
  console.error = () => undefined
  const begun = performance.now()
  const { tried, accepted, refused, crashes, peakMemory } = await fuzz(parser, { count, seed })
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  const megabytes = Math.round(peakMemory / 2 ** 20)
  console.log(`${name}: ${tried} inputs, ${accepted} accepted, ${refused} refused, ${crashes.length} crashes, at most ${megabytes} MB, ${seconds} s`)
  crashes.forEach(({ input, error }, i) => {
    mkdirSync(crashFolder, { recursive: true })
    const file = join(crashFolder, `${name}-${seed}-${i}`)
    writeFileSync(file, input)
    console.log(`  ${file}: ${String(error).slice(0, 200)}`)
  })
  if (crashes.length > 0 || peakMemory > mostMemory) process.exitCode = 1
}
