/** What electron-builder is told: how the binary is locked, for which systems it packs, and which files belong to the lab. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { archiveEnding } from '../../../src/api/archive'
import { datasetEnding } from '../../../src/api/dataset-file'
import { kindOfFile } from '../../../src/api/opened-file'

interface Association {
  ext: string | string[]
  rank?: string
}
interface System {
  target: (string | { target: string })[]
  icon: string
  fileAssociations: Association[]
  hardenedRuntime?: boolean
}
const config: { asar: boolean; publish: null; beforePack: string; electronFuses: Record<string, boolean>; linux: System; mac: System; win: System } = parse(
  readFileSync('electron-builder.yml', 'utf8'),
)
const systems = { linux: config.linux, mac: config.mac, win: config.win }
const targetsOf = ({ target }: System) => target.map((one) => (typeof one === 'string' ? one : one.target))
const endingsOf = ({ fileAssociations }: System) => fileAssociations.flatMap(({ ext }) => ext)

test('the binary refuses to be Node, to be debugged, and to run anything but the checked archive', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  })
  expect(config.asar).toBe(true)
  expect(config.mac.hardenedRuntime).toBe(true)
  // Nothing is uploaded by packing.
  expect(config.publish).toBeNull()
})

test('each system gets what its users look for, with the icon', () => {
  expect(targetsOf(config.linux)).toEqual(['AppImage', 'deb'])
  expect(targetsOf(config.mac)).toEqual(['dmg', 'zip'])
  expect(targetsOf(config.win)).toEqual(['nsis', 'portable'])
  for (const { icon } of Object.values(systems)) expect(existsSync(icon), icon).toBe(true)
  expect(existsSync(config.beforePack)).toBe(true)
})

test('every file that belongs to the lab is one that it opens; none takes pictures away from their viewer', () => {
  for (const system of Object.values(systems)) {
    expect(endingsOf(system)).toEqual(expect.arrayContaining([archiveEnding.slice(1), datasetEnding.slice(1)]))
    expect(endingsOf(system).filter((ending) => kindOfFile(`x.${ending}`) === null)).toEqual([])
  }
  expect(endingsOf(config.win)).toEqual(['bplab', 'bpdata'])
  const pictures = config.mac.fileAssociations.filter(({ ext }) => ext.includes('png'))
  expect(pictures.map(({ rank }) => rank)).toEqual(['Alternate'])
})

test('the name by which Linux knows the window is that of the program', () => {
  const manifest: { name: string; desktopName: string } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(manifest.desktopName).toBe(`${manifest.name}.desktop`)
})
