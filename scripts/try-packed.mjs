/**
 * node scripts/try-packed.mjs: starts every packed program below dist/ once, in which it opens its window, trains XOR and checks what it carries. Ends with
 * 1 where one fails, and with 2 where there is none: an empty folder proves nothing.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { packedPrograms } from './pack/packed-programs.mjs'
import { leaveRecord } from './release/record.mjs'

const dist = resolve(import.meta.dirname, '../dist')
const programs = packedPrograms(dist, { platform: process.platform, arch: process.arch })
if (programs.length === 0) {
  console.error(`${dist} holds no packed program for ${process.platform} ${process.arch}: run "npm run dist" first`)
  process.exit(2)
}
process.exit(programs.map((program) => tryOut(program)).every(Boolean) ? 0 : 1)

/** @param {string} program */
function tryOut(program) {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-try-'))
  const file = join(folder, 'report.json')
  try {
    const { status, signal, error } = spawnSync(program, ['--self-test', file], { stdio: 'inherit', timeout: 300_000 })
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
    const passed = status === 0 && report?.ok === true
    console.log(`${passed ? 'passed' : 'FAILED'}: ${program} (ended with ${status ?? signal ?? error?.message})\n${JSON.stringify(report, null, 2)}`)
    leaveRecord(`packed-${basename(program)}`, { kind: 'packed', program: basename(program), passed, signed: process.env.LAB_SIGNED === 'true' })
    return passed
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
