import { expect, test } from 'vitest'
import { completeFilter, type CompletionSource } from '../../../../src/api/filter/complete'
import { configFields } from '../../../../src/api/filter/config-fields'
import { fieldLookup } from '../../../../src/api/filter/fields'
import { matchesValue } from '../../../../src/api/filter/match'
import { cutTokens, quoteValue } from '../../../../src/api/filter/tokens'
import { findPreset } from '../../../../src/engine/config/presets'
import { baseTrial } from '../../../../src/engine/config/trials'

const source: CompletionSource = {
  names: ['status', 'seed', 'rate.changes', 'pinned', 'optimizer', 'optimizer.learningRate'],
  lookup: fieldLookup((name) => name.startsWith('optimizer')),
  valuesOf: (field) => (field === 'optimizer' ? ['adam', 'sgd'] : field === 'status' ? ['done', 'in parts'] : []),
}
/** `|` is the caret. */
const offered = (text: string) => {
  const caret = text.indexOf('|')
  const { start, end, options } = completeFilter(text.replace('|', ''), caret, source)
  return { replaces: text.replace('|', '').slice(start, end), options: options.map((option) => option.text) }
}

test('where a field is expected its names are offered, those first that begin as it was typed', () => {
  expect(offered('|').options).toEqual([...source.names, 'not'])
  expect(offered('opt|')).toEqual({ replaces: 'opt', options: ['optimizer', 'optimizer.learningRate'] })
  expect(offered('seed = 1 and ra|')).toEqual({ replaces: 'ra', options: ['rate.changes', 'optimizer.learningRate'] })
  expect(offered('rate.changes |').options).toEqual(['=', '!=', '<', '<=', '>', '>=', 'in'])
  expect(offered('not (se|').options).toEqual(['seed'])
})

test('behind a field come the operators it takes, then the values that runs have, then the next connective', () => {
  expect(offered('seed |').options).toEqual(['=', '!=', '<', '<=', '>', '>=', 'in'])
  expect(offered('pinned |').options).toEqual(['=', '!=', 'in', 'and', 'or'])
  expect(offered('optimizer = |').options).toEqual(['adam', 'sgd'])
  expect(offered('optimizer = s|')).toEqual({ replaces: 's', options: ['sgd'] })
  expect(offered('optimizer in (adam, |').options).toEqual(['adam', 'sgd'])
  expect(offered('status = "in|').options).toEqual(['"in parts"'])
  expect(offered('optimizer = adam |').options).toEqual(['and', 'or'])
})

test('a value is quoted where it would be read as something else', () => {
  expect(['adam', '64-32-10', 'two words', 'and', 'say "hi"', ''].map(quoteValue)).toEqual(['adam', '64-32-10', '"two words"', '"and"', '"say \\"hi\\""', '""'])
  for (const value of ['two words', 'a \\ b', 'say "hi"']) expect(cutTokens(quoteValue(value))).toMatchObject([{ kind: 'text', value }])
})

test('a configuration has its leaves, the words of its parts, and its layers in a row', () => {
  const fields = configFields(baseTrial(findPreset('fig4')!.config))
  expect(fields.get('optimizer')).toBe('adam')
  expect(fields.get('optimizer.name')).toBe('adam')
  expect(fields.get('data')).toBe('mnist')
  expect(fields.get('layers')).toBe('64-32-10')
  expect(fields.get('network.layers.1.units')).toBe(32)
  expect(fields.get('batchSize')).toBe(128)
  expect(fields.has('network')).toBe(false)
})

test('what a run has not matches only "is not" and "none"', () => {
  expect([matchesValue(undefined, '=', 1), matchesValue(undefined, '!=', 1), matchesValue(null, '=', null), matchesValue(0, '=', null)]).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect([
    matchesValue('Adam', '=', 'adam'),
    matchesValue('adam', '<', 3),
    matchesValue(64, '=', 64),
    matchesValue(64, '=', '64'),
    matchesValue('full', '~', 'UL'),
  ]).toEqual([true, false, true, true, true])
})
