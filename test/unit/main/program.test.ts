import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { locateProgram } from '../../../src/main/program'

it('finds the project from any folder below it', () => {
  const root = resolve('.')
  const program = locateProgram(join(root, 'out/main/chunks'))
  expect(program).toEqual(locateProgram())
  expect(program).toMatchObject({ root, trainer: join(root, 'out/main/trainer.js'), renderer: join(root, 'out/renderer') })
  expect(program.version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version)
  expect(existsSync(join(program.root, 'package.json'))).toBe(true)
})

it('says so where there is no project', () => {
  expect(() => locateProgram('/')).toThrow('No package.json lies above the program')
})
