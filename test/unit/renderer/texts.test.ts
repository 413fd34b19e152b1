/** Every key that a component asks for has its words. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { completeField, describeField, listAllFields } from '../../../src/engine/config/describe'
import { presets } from '../../../src/engine/config/presets'
import { lastKey } from '../../../src/renderer/rooms/setup/fields/useFieldText'
import { en } from '../../../src/renderer/texts/en'

function has(key: string): boolean {
  let node: unknown = en
  for (const part of key.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return false
    node = Reflect.get(node, part)
  }
  return typeof node === 'string'
}

const files = globSync('src/renderer/**/*.{vue,ts}').filter((file) => !file.includes('texts/'))

test('the search for keys finds components', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(has('frame.room.setup')).toBe(true)
  expect(has('frame.room')).toBe(false)
  expect(has('frame.nothing')).toBe(false)
})

test('no key is asked for that has no words', () => {
  const missing = files.flatMap((file) => {
    const keys = [...readFileSync(file, 'utf8').matchAll(/\bt\('([^']+)'/g)].map((match) => match[1] ?? '')
    return keys.filter((key) => !has(key)).map((key) => `${file}: ${key}`)
  })
  expect(missing).toEqual([])
})

test('every choice that has no title of its own has words', () => {
  const configs = presets.flatMap(({ config }) => [config, ...everyVariant(config)])
  const missing = configs.flatMap((config) =>
    [...listAllFields('', config), ...listAllFields('network.layers.0', config)].flatMap(({ path, kind }) => {
      const words = kind.type === 'choice' ? kind.choices.filter(({ title }) => title === '') : []
      return words.map(({ word }) => `setup.word.${lastKey(path)}.${word}`).filter((key) => !has(key) && !spokenAsWritten.some((end) => key.endsWith(end)))
    }),
  )
  expect([...new Set(missing)]).toEqual([])
})

/** Words that are names already. */
const spokenAsWritten = ['.float32', '.float64']

/** The configuration with each variant of each of its parts. */
function everyVariant(config: object): unknown[] {
  return ['data', 'loss', 'optimizer', 'schedule', 'clipping', 'validation'].flatMap((group) => {
    const kind = describeField(group, config)?.kind
    const words = kind?.type === 'group' ? (kind.variants?.choices ?? []) : []
    return words.map(({ word }) => ({ ...config, [group]: completeField(group, config, word) }))
  })
}
