import { expect, test } from 'vitest'
import { gridTemplate, leastWidth, moved, resized, usualColumns, withColumn } from '../../../../../src/renderer/rooms/runs/columns'
import { fieldNames, fieldValues, fieldWords } from '../../../../../src/renderer/rooms/runs/configValues'
import { actionOfKey } from '../../../../../src/renderer/rooms/runs/keys'
import { linksIn, plainLine } from '../../../../../src/renderer/rooms/runs/plainText'
import { tableRows } from '../../../../../src/renderer/rooms/runs/tableRows'
import { runRow } from '../run-row'

test('an open group shows its trials; a group of one has nothing to open', () => {
  const groups = [
    { key: 'a', value: null, runs: [1, 2] },
    { key: 'b', value: 'adam', runs: [3] },
  ]
  const shown = (open: string[]) => tableRows(groups, new Set(open)).map(({ kind, runs, open: isOpen }) => [kind, runs.join(), isOpen])
  expect(shown([])).toEqual([
    ['group', '1,2', false],
    ['group', '3', false],
  ])
  expect(shown(['a', 'b'])).toEqual([
    ['group', '1,2', true],
    ['trial', '1', false],
    ['trial', '2', false],
    ['group', '3', false],
  ])
})

test('columns are moved within the table, resized within limits, shown and hidden; the last one stays', () => {
  const columns = [{ id: 'name', width: null }, { id: 'best', width: null }, { id: 'optimizer', width: 90 }] // prettier-ignore
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(' ')
  expect(ids(moved(columns, 'best', -1))).toBe('best name optimizer')
  expect(ids(moved(columns, 'optimizer', 1))).toBe('name best optimizer')
  expect(ids(moved(columns, 'none', 1))).toBe('name best optimizer')
  expect(resized(columns, 'best', 5)[1]).toEqual({ id: 'best', width: 30 })
  expect(resized(columns, 'best', 2000.4)[1]).toEqual({ id: 'best', width: 800 })
  expect(resized(columns, 'optimizer', null)[2]).toEqual({ id: 'optimizer', width: null })
  expect(ids(withColumn(columns, 'loss', true))).toBe('name best optimizer loss')
  expect(ids(withColumn(columns, 'best', true))).toBe('name best optimizer')
  expect(ids(withColumn(withColumn(withColumn(columns, 'best', false), 'name', false), 'optimizer', false))).toBe('optimizer')
  expect(gridTemplate(columns)).toBe('18px 18px minmax(226px, 2.4fr) minmax(80px, 0.3fr) 90px 28px')
  // Boxes and menu 64, columns 226 + 80 + 90, five gaps of 8 and the padding of 16.
  expect(leastWidth(columns)).toBe(64 + 396 + 40 + 16)
  // They fit the table of a window of 1280 pixels without scrolling sideways.
  expect(leastWidth(usualColumns)).toBeLessThanOrEqual(1012)
})

test('text of others is cut, and marks that turn or hide it are made visible', () => {
  expect(plainLine('<b>bold</b>')).toBe('<b>bold</b>')
  expect(plainLine('user\u202egpj.exe\u0000\nnext')).toBe('user⟨202E⟩gpj.exe⟨0000⟩ next')
  expect(plainLine('x'.repeat(1_000_000), 5)).toBe('xxxxx…')
  // No half of a pair is left.
  expect(plainLine('ab😀', 3)).toBe('ab…')
  expect(linksIn('see https://a.example/x?y=1, (http://b.example) and https://a.example/x?y=1; not javascript:alert(1)')).toEqual([
    'https://a.example/x?y=1',
    'http://b.example',
  ])
})

test('fields and values are those that runs have, the most frequent value first', () => {
  const rows = [runRow({ id: 1, status: 'stopped', tags: ['b'] }), runRow({ id: 2, tags: ['a', 'b'] }), runRow({ id: 3 })]
  expect(fieldNames(rows)).toEqual(expect.arrayContaining(['status', 'best.accuracy', 'optimizer', 'optimizer.learningRate', 'layers']))
  expect(fieldValues(rows, 'status')).toEqual(['done', 'stopped'])
  expect(fieldValues(rows, 'tag')).toEqual(['b', 'a'])
  expect(fieldValues(rows, 'data')).toEqual(['xor'])
  const changed = runRow({ id: 4, rateChanges: [{ epoch: 2, learningRate: 0.5, at: '2030-01-01T12:00:00.000Z' }] })
  expect(fieldValues([...rows, changed], 'rate.changes')).toEqual(['0', '1'])
  expect(fieldWords(rows, 'data', (count) => `${count} values`)).toBe('xor')
  const other = { ...runRow({ configDigest: 'c' }), config: { ...runRow().config, epochs: 7 } }
  expect(fieldWords([...rows, other], 'epochs', (count) => `${count} values`)).toBe('2 values')
})

test('letters act, with Shift they do not; / leads to the search', () => {
  const press = (key: string, shiftKey = false) => actionOfKey({ key, shiftKey })
  expect([press('p'), press('F2'), press('/'), press('P', true), press('x')]).toEqual(['pin', 'edit', 'search', null, null])
})
