/** The data folder by the conventions of each platform. */
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { chooseDataFolder, createDataFolder, systemDataFolder } from '../../../db/data-folder'

test.each([
  ['linux', {}, '/home/ada', '/home/ada/.local/share/backprop-lab'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/ada', '/data/backprop-lab'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada', '/home/ada/.local/share/backprop-lab'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/Users/ada', '/Users/ada/Library/Application Support/Backprop Lab'],
  ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\ada', 'D:\\Roaming\\Backprop Lab'],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Backprop Lab'],
] as const)('on %s with %o', (platform, env, home, expected) => {
  expect(systemDataFolder({ platform, env, home })).toBe(expected)
})

test('a folder that was asked for is taken as it is', () => {
  expect(chooseDataFolder('some/where')).toBe(resolve('some/where'))
})

test.runIf(process.platform === 'linux')('a folder that the system refuses to make ends with a message, not in an endless search for its parents', () => {
  expect(() => createDataFolder('/proc/nothing/at/all')).toThrow('The data folder /proc/nothing/at/all cannot be created (ENOENT)')
})
