/** Which packages go into the program: those that it runs with, and those that are bundled into it, with all that they depend on. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The window's icons, and what carries it all. */
const besides = ['@iconify-json/lucide', 'electron']

/**
 * @param {string} root folder of package.json
 * @returns {string[]} their places in the lock, such as `node_modules/vue`
 */
export function shippedPackages(root) {
  const read = (file) => JSON.parse(readFileSync(resolve(root, file), 'utf8'))
  const { packages } = read('package-lock.json')
  const { dependencies } = read('package.json')
  return closure(packages, [...Object.keys(dependencies), ...bundledPackages(root), ...besides])
}

/** Its name as it is imported. @param {string} place */
export function packageName(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** Where Node would find `name` from the package at `place`. */
function find(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const found = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (Object.hasOwn(packages, found)) return found
    if (at === '') return undefined
  }
}

/** The packages and all that they depend on. */
function closure(packages, names) {
  const found = new Set()
  const visit = (from, name) => {
    const place = find(packages, from, name)
    if (place === undefined || found.has(place)) return
    found.add(place)
    const { dependencies = {}, optionalDependencies = {} } = packages[place]
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(place, next)
  }
  for (const name of names) visit('', name)
  return [...found]
}

/** The packages that the sources name, but for the terminal's canvas, which is not packed. */
function bundledPackages(root) {
  const files = globSync(['{src,db}/**/*.{ts,vue,css}'], { cwd: root, exclude: ['src/cli/png/**'] })
  const names = files.flatMap((file) =>
    [...readFileSync(resolve(root, file), 'utf8').matchAll(/(?:from|import) '([a-z@][^']*)'/g)].map(([, name = '']) => name),
  )
  return new Set(names.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))
}
