import { expect, test } from 'vitest'
import { packRuns, unpackRuns } from '../../../src/api/run-page'
import { runRow } from '../renderer/fake-lab'

const [one, two, other] = [runRow({ id: 1, configDigest: 'a' }), runRow({ id: 2, configDigest: 'a' }), runRow({ id: 3, configDigest: 'b' })]

test('a configuration of several runs is carried once, and they come back as they were', () => {
  const page = packRuns([other, two, one])
  expect(Object.keys(page.configs)).toEqual(['b', 'a'])
  expect(JSON.stringify(page.rows)).not.toContain('optimizer')
  const back = unpackRuns(page)
  expect(back).toEqual([other, two, one])
  expect(back[1]!.config).toBe(back[2]!.config)
})

test('a row without its configuration is a mistake', () => {
  expect(() => unpackRuns({ ...packRuns([one]), configs: {} })).toThrow('no configuration for run 1')
})
