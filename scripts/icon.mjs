// npm run icon: draws the program's icon in every size that the systems ask for, from build/icon.svg and, where that would blur, build/icon-small.svg.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import './node-guard.mjs'
import { icnsOf, icoOf } from './icon/containers.mjs'
import { drawIcon } from './icon/draw.mjs'

const root = resolve(import.meta.dirname, '..')
const at = (path) => resolve(root, path)
const sources = { full: readFileSync(at('build/icon.svg')), small: readFileSync(at('build/icon-small.svg')) }

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const pictures = new Map()
for (const size of sizes) pictures.set(size, await drawIcon(sources, size))

mkdirSync(at('build/icons'), { recursive: true })
for (const [size, png] of pictures) writeFileSync(at(`build/icons/${size}x${size}.png`), png)
writeFileSync(at('build/icon.ico'), icoOf(pictures))
writeFileSync(at('build/icon.icns'), icnsOf(pictures))
// For the window and the tray of the running program.
writeFileSync(at('resources/icon.png'), pictures.get(256))
writeFileSync(at('resources/tray.png'), pictures.get(32))
