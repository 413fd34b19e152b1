import { describe, expect, test } from 'vitest'
import { fieldLookup, runFields } from '../../../../src/api/filter/fields'
import { maxFilterLength, parseFilter } from '../../../../src/api/filter/parse'
import { describeFilterProblem, type Filter } from '../../../../src/api/filter/syntax'

const lookup = fieldLookup((name) => name === 'optimizer' || name === 'optimizer.learningRate')
const parse = (text: string) => parseFilter(text, lookup, Object.keys(runFields))

/** The tree with every comparison in brackets, so that a test sees how it hangs together. */
function shown(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${filter.field} ${filter.operator} ${JSON.stringify(filter.value)}`
    case 'not':
      return `not [${shown(filter.part)}]`
    case 'and':
    case 'or':
      return filter.parts.map((part) => `[${shown(part)}]`).join(` ${filter.kind} `)
  }
}
function read(text: string): string {
  const parsed = parse(text)
  if (!parsed.ok) return describeFilterProblem(parsed.problem)
  return parsed.value === null ? 'nothing' : shown(parsed.value)
}

test.each([
  ['', 'nothing'],
  ['  ', 'nothing'],
  ['optimizer = adam and best.accuracy > 0.97', '[optimizer = "adam"] and [best.accuracy > 0.97]'],
  ['best.accuracy>=97.5%', 'best.accuracy >= 0.975'],
  ['optimizer.learningRate < 1e-3', 'optimizer.learningRate < 0.001'],
  ['pinned', 'pinned = true'],
  ['not pinned or locked = false', '[not [pinned = true]] or [locked = false]'],
  // "and" binds closer than "or".
  ['seed = 1 or seed = 2 and pinned', '[seed = 1] or [[seed = 2] and [pinned = true]]'],
  ['(seed = 1 or seed = 2) and pinned', '[[seed = 1] or [seed = 2]] and [pinned = true]'],
  ['optimizer in (adam, "sgd")', '[optimizer = "adam"] or [optimizer = "sgd"]'],
  ['seed in (3)', 'seed = 3'],
  ['note ~ "say \\"hi\\""', 'note ~ "say \\"hi\\""'],
  ['name = 7', 'name = "7"'],
  ['best.loss = none', 'best.loss = null'],
  ['created >= 2026-03', 'created >= "2026-03"'],
  ['STATUS = done', 'Filter, character 1: There is no field "STATUS"; "status" is near'],
  ['name = "and" AND pinned', '[name = "and"] and [pinned = true]'],
])('%s', (text, tree) => {
  expect(read(text)).toBe(tree)
})

describe('a mistake is named with its place', () => {
  test.each([
    ['optimzer = adam', 1, 'There is no field "optimzer"'],
    ['best.acuracy > 1', 1, '"best.accuracy" is near'],
    ['seed = 1 and', 13, 'A field is expected here'],
    ['seed 1', 6, 'After "seed" one of = != < <= > >= ~ !~ in is expected'],
    ['seed = adam', 8, 'A number is expected here, not "adam"'],
    ['seed =', 7, 'A value is expected here'],
    ['seed ~ 1', 6, 'A number is compared, ~ takes text'],
    ['name > a', 6, 'Text takes = != ~ !~, not >'],
    ['pinned = 3', 10, '"true" or "false" is expected'],
    ['(seed = 1', 1, 'This bracket is not closed'],
    ['seed = 1)', 9, 'This bracket closes none'],
    ['seed = 1 seed = 2', 10, 'Between comparisons "and" or "or" is expected, not "seed"'],
    ['name = "open', 8, 'This quote is not closed'],
    ['created > yesterday', 11, 'A date is written as'],
    ['seed in 3', 9, 'After "in" values in brackets are expected'],
    ['seed < none', 6, '"none" takes = or !=, not <'],
    ['seed = 1 ! 2', 10, 'Between comparisons'],
  ])('%s: character %i', (text, place, message) => {
    const said = read(text)
    expect(said).toContain(`character ${place}:`)
    expect(said).toContain(message)
  })

  test('what is endless is refused, not followed', () => {
    expect(read(`${'('.repeat(500)}seed = 1`)).toContain('nested 50 deep at most')
    expect(read('x'.repeat(maxFilterLength + 1))).toContain(`at most ${maxFilterLength} characters`)
  })
})
