/** The licence texts of all packages that the program carries, in one file: most licences ask for just that. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packageName, shippedPackages } from './shipped-packages.mjs'

const rule = '-'.repeat(80)

/**
 * Packages with the same text stand together. One that is not installed, because it is for another system, is left out; one without a text
 * stands with the licence that it names.
 * @param {string} root folder of package.json
 * @returns {string}
 */
export function licenceTexts(root) {
  /** @type {Map<string, string[]>} */
  const byText = new Map()
  for (const place of shippedPackages(root).sort((a, b) => (packageName(a) < packageName(b) ? -1 : 1))) {
    const described = describePackage(resolve(root, place))
    if (described === null) continue
    byText.set(described.text, [...(byText.get(described.text) ?? []), described.title])
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}`)
  return [`Licences of the packages in Backprop Lab. Data and fonts: LICENCES.md.`, ...parts].join(`\n${rule}\n`) + '\n'
}

function describePackage(folder) {
  let manifest
  try {
    manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch {
    return null
  }
  const files = globSync('{LICENSE,LICENCE,License,license,COPYING,NOTICE}{,.md,.txt,-MIT,.MIT}', { cwd: folder }).sort()
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  const text = texts.length > 0 ? texts.join('\n\n') : `Licence: ${manifest.license ?? 'not named'}`
  return { title: `${manifest.name} ${manifest.version} (${manifest.license ?? 'no licence named'})`, text }
}
