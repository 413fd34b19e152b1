/** What a build machine leaves for the release, beside the installers. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../dist/records')

/**
 * @param {string} name of the file
 * @param {Record<string, string | boolean>} facts
 */
export function leaveRecord(name, facts) {
  const { platform, arch } = process
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}-${platform}-${arch}.json`), `${JSON.stringify({ platform, arch, ...facts })}\n`)
}
