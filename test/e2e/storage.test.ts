/** What a user sees of the safety of the data: a recovery that is told until it is read, a backup, a check, a restore. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLab } from './lab-page'
import { temporaryFolder } from './lab-server'

test('a damaged database is told about until that is read; backing up, checking and restoring work from Settings', async () => {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  writeFileSync(join(folder, 'lab.sqlite'), 'x'.repeat(5000))
  const { page, origin, problems, foreignRequests, close } = await openLab({ folder })
  const banner = page.getByRole('alert').filter({ hasText: 'The database was damaged' })
  await banner.waitFor()
  await page.goto(`${origin}/#/settings`)
  await page.reload()
  await banner.waitFor()
  await page.getByRole('button', { name: 'I have read this' }).click()
  await banner.waitFor({ state: 'detached' })

  const section = page.getByRole('region', { name: 'Backups' })
  await section.getByText('There is no backup yet.').waitFor()
  await section.getByRole('button', { name: 'Back up now' }).click()
  await section.getByText(/^Last backup: .*, on demand$/).waitFor()
  await section.getByRole('button', { name: 'Check' }).click()
  await section.getByText(/^Nothing is damaged/).waitFor()
  await section.getByRole('button', { name: 'Restore…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore a backup' })
  await dialog.getByText('0 runs').waitFor()
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(readdirSync(folder).filter((file) => file.startsWith('lab.sqlite.replaced-'))).toHaveLength(1)
  expect([problems, foreignRequests]).toEqual([[], []])
  await close()
})
