import { expect, it } from 'vitest'
import { menuTemplate } from '../../../../src/main/electron/menu'

const roles = (platform: NodeJS.Platform, develop: boolean) => JSON.stringify(menuTemplate(platform, develop))

it('brings copy, paste and zoom by their roles', () => {
  expect(menuTemplate('darwin', false).map(({ role }) => role)).toEqual(['appMenu', 'editMenu', undefined, 'windowMenu'])
  expect(menuTemplate('linux', false)[0]).toEqual({ role: 'fileMenu' })
  expect(roles('linux', false)).toContain('"role":"zoomIn"')
})

it('offers the developer tools only while the lab is developed', () => {
  expect(roles('linux', false)).not.toContain('toggleDevTools')
  expect(roles('linux', true)).toContain('toggleDevTools')
})
