/** The guide: its formulas can be set, its search finds, and every field of an experiment leads to a place in it. */
import katex from 'katex'
import { expect, test } from 'vitest'
import { completeField, describeField, listAllFields } from '../../../../src/engine/config/describe'
import { presets } from '../../../../src/engine/config/presets'
import { formulaOptions } from '../../../../src/renderer/components/formulaOptions'
import { chapterIds, partKinds } from '../../../../src/renderer/rooms/guide/chapter'
import { descend } from '../../../../src/renderer/rooms/guide/examples/descent'
import { signalSizes } from '../../../../src/renderer/rooms/guide/examples/signals'
import { guidePlaceOf, withoutLayer } from '../../../../src/renderer/rooms/guide/fieldPlaces'
import { partAnchor, partLists } from '../../../../src/renderer/rooms/guide/partLists'
import { splitFormulas } from '../../../../src/renderer/rooms/guide/richText'
import { searchGuide } from '../../../../src/renderer/rooms/guide/searchGuide'
import { en } from '../../../../src/renderer/texts/en'
import { guideEn } from '../../../../src/renderer/texts/en/guide'

const blocks = guideEn.flatMap(({ sections }) => sections.flatMap((section) => section.blocks))

test('every formula can be set, those within lines and those of the engine’s parts too', () => {
  const inLines = blocks
    .flatMap((block) => (block.kind === 'text' ? [block.text] : block.kind === 'list' ? block.items : []))
    .flatMap(splitFormulas)
    .flatMap((piece) => (piece.kind === 'formula' ? [piece.tex] : []))
  const alone = blocks.flatMap((block) => (block.kind === 'formula' ? [block.tex] : []))
  const ofParts = partKinds.flatMap((kind) => partLists[kind].map(({ formula }) => formula))
  const all = [...inLines, ...alone, ...ofParts]
  expect(all.length).toBeGreaterThan(80)
  for (const tex of all) expect(() => katex.renderToString(tex, formulaOptions), tex).not.toThrow()
  expect(() => splitFormulas('a $b')).toThrow('A formula is not ended')
  expect(() => katex.renderToString('\\frac{1', formulaOptions)).toThrow()
})

test('the chapters stand in their order, and none lists its sections under one name', () => {
  expect(guideEn.map(({ id }) => id)).toEqual([...chapterIds])
  for (const { id } of guideEn) expect(new Set(anchorsOf(id)).size, id).toBe(anchorsOf(id).length)
})

test('a search finds sections by all of its words, and parts by their names', () => {
  expect(searchGuide(guideEn, 'chain RULE').map(({ chapter }) => chapter.id)).toContain('modules')
  expect(searchGuide(guideEn, 'adamw')).toContainEqual(expect.objectContaining({ at: 'adamw', excerpt: 'AdamW' }))
  expect(searchGuide(guideEn, 'quartile bootstrap').map(({ chapter }) => chapter.id)).toEqual(['charts', 'seeds'])
  expect(searchGuide(guideEn, 'transformer')).toEqual([])
  expect(searchGuide(guideEn, '  ')).toEqual([])
})

function anchorsOf(chapter: string): string[] {
  const { sections } = guideEn.find(({ id }) => id === chapter)!
  return sections.flatMap(({ id, blocks }) => [
    id,
    ...blocks.flatMap((block) => (block.kind === 'parts' ? partLists[block.parts].map(({ title }) => partAnchor(title)) : [])),
  ])
}

/** Every field of every variant of every part. */
function everyField() {
  const groups = ['data', 'loss', 'optimizer', 'schedule', 'clipping', 'validation', 'network.layers.0.activation', 'network.layers.0.initialiser']
  const { config } = presets.find(({ id }) => id === 'digits')!
  const configs = groups.flatMap((group) => {
    const kind = describeField(group, config)?.kind
    const choices = kind?.type === 'group' ? (kind.variants?.choices ?? []) : []
    return choices.map(({ word, title }) => ({ title, group, config: withPart(config, group.split('.'), completeField(group, config, word)) }))
  })
  return configs.flatMap(({ config, group, title }) =>
    [...listAllFields('', config), ...listAllFields('network.layers.0', config)].map((field) => ({
      field,
      part: field.path.startsWith(`${group}.`) ? title : '',
    })),
  )
}

function withPart(tree: object, [key = '', ...rest]: string[], value: unknown): object {
  const inner: unknown = Reflect.get(tree, key)
  const next = rest.length === 0 || typeof inner !== 'object' || inner === null ? value : withPart(inner, rest, value)
  return Array.isArray(tree) ? tree.map((one: unknown, i) => (String(i) === key ? next : one)) : { ...tree, [key]: next }
}

test('every field leads to a place of the guide that exists', () => {
  const lost = everyField().flatMap(({ field: { path }, part }) => {
    const place = guidePlaceOf(path, part)
    if (place === null) return path === 'name' || path === 'version' ? [] : [path]
    return place.at === '' || anchorsOf(place.chapter).includes(place.at) ? [] : [`${path} → ${place.chapter}, ${place.at}`]
  })
  expect([...new Set(lost)]).toEqual([])
})

test('every number has its usual values, and every choice says what it is about', () => {
  const has = (...keys: string[]) => {
    let node: unknown = en.help
    for (const key of keys) node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined
    return typeof node === 'string'
  }
  const missing = everyField().flatMap(({ field: { path, kind, help } }) => {
    const keys = withoutLayer(path).split('.')
    if (kind.type === 'number') return path === 'optimizer.learningRate' || has('values', ...keys) ? [] : [path]
    return kind.type !== 'choice' || help !== '' || has('about', ...keys) ? [] : [path]
  })
  expect([...new Set(missing)]).toEqual([])
  const rated = partLists.optimizers.length
  expect(Object.keys(en.help.rate)).toHaveLength(rated)
})

test('descent on the parabola: SGD at rate 1 arrives in one step, at 0.5 halves the distance, above 2 climbs out', () => {
  // p ← p − η p: factor 0, 1/2 and −1.5 a step.
  expect(descend('sgd', 1, 1)).toEqual([-1.8, 0])
  expect(descend('sgd', 0.5, 2)).toEqual([-1.8, -0.9, -0.45])
  expect(Math.abs(descend('sgd', 2.5, 10).at(-1)!)).toBeGreaterThan(1.8 * 50)
  // Adam's first step has the length of the rate.
  expect(descend('adam', 0.1, 1)[1]).toBeCloseTo(-1.7, 6)
})

test('He’s factor √2 keeps signals behind ReLU in size; half of it lets them fade by 2 a layer', () => {
  const [kept, faded] = [signalSizes('relu', Math.SQRT2, 12), signalSizes('relu', Math.SQRT1_2, 12)]
  expect(kept.at(-1)!).toBeGreaterThan(0.2)
  // ReLU commutes with a positive factor, so every layer halves what the other network has.
  expect(faded.at(-1)! / kept.at(-1)!).toBeCloseTo(2 ** -12, 10)
})
