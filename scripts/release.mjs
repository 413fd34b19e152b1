/**
 * node scripts/release.mjs FOLDER TAG: looks at what the build machines have left in the folder, and writes SHA256SUMS.txt and notes.md into it. Ends
 * with 1, and names what is missing, where a system was not tested on true Electron or its packed program did not train.
 */
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { checksumLines, releaseNotes, releaseProblems } from './release/judge.mjs'

const [folder, tag] = process.argv.slice(2)
if (folder === undefined || tag === undefined) {
  console.error('Usage: node scripts/release.mjs FOLDER TAG')
  process.exit(1)
}
const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8'))
const find = (pattern) => globSync(pattern, { cwd: folder }).map((file) => join(folder, file))
const records = find('**/records/*.json').map((file) => JSON.parse(readFileSync(file, 'utf8')))
const files = find('*.{AppImage,deb,dmg,zip,exe}').sort()

const problems = releaseProblems({ records, files: files.map((file) => basename(file)), tag, version })
if (problems.length > 0) {
  console.error(`This is not released:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
  process.exit(1)
}
const sums = files.map((file) => ({ name: basename(file), sha256: createHash('sha256').update(readFileSync(file)).digest('hex') }))
writeFileSync(join(folder, 'SHA256SUMS.txt'), checksumLines(sums))
writeFileSync(join(folder, 'notes.md'), releaseNotes({ records, tag }))
