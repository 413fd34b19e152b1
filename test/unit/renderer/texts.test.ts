/** Every key that a component asks for has its words. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listFields } from '../../../src/engine/config/describe'
import { presets } from '../../../src/engine/config/presets'
import { textPath } from '../../../src/renderer/rooms/setup/fields/useFieldText'
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

test('every field and choice that Setup can show has words', () => {
  const missing = new Set<string>()
  for (const { config } of presets) {
    for (const field of ['data', 'loss', 'optimizer', 'validation', '', 'keepModels', 'network.layers.0'].flatMap((group) => listFields(group, config))) {
      if (field.kind.type === 'group' || field.kind.type === 'other') continue
      const path = textPath(field.path)
      if (field.label === '' && !has(`setup.label.${path}`)) missing.add(`label ${path}`)
      if (field.kind.type === 'choice') for (const word of field.kind.choices) if (!has(`setup.choice.${path}.${word}`)) missing.add(`choice ${path}.${word}`)
    }
  }
  expect([...missing]).toEqual([])
})
