/** Looking for updates is the user's to allow and to begin. */
import { expect, test } from 'vitest'
import { openLab } from './fixtures'

const page = 'https://github.com/ada/backprop-lab/releases'

test('nothing is asked before it is allowed, and never without a call', async () => {
  let asked = 0
  const releases = { page, latest: () => Promise.resolve(`1.${++asked}.0`) }
  const { client } = openLab({ releases, version: '1.1.0' })
  expect((await client.call('app.info')).releases).toBe(page)
  await expect(client.call('updates.check', {})).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('Settings') })
  expect(asked).toBe(0)

  await client.call('settings.set', { updateChecks: true })
  expect(asked).toBe(0)
  expect(await client.call('updates.check', {})).toEqual({ latest: '1.1.0', newer: false })
  expect(await client.call('updates.check', {})).toEqual({ latest: '1.2.0', newer: true })
  await client.call('settings.set', { updateChecks: false })
  await expect(client.call('updates.check', {})).rejects.toMatchObject({ code: 'forbidden' })
  expect(asked).toBe(2)
})

test('a build that names no place says so', async () => {
  const { client } = openLab()
  await client.call('settings.set', { updateChecks: true })
  expect((await client.call('app.info')).releases).toBeNull()
  await expect(client.call('updates.check', {})).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('names no place') })
})

test('no release, an older one and a pre-release of the same are not newer', async () => {
  for (const latest of [null, '0.9.0', '1.1.0-rc.1']) {
    const { client } = openLab({ releases: { page, latest: () => Promise.resolve(latest) }, version: '1.1.0' })
    await client.call('settings.set', { updateChecks: true })
    expect(await client.call('updates.check', {})).toEqual({ latest, newer: false })
  }
})
