import { expect, test } from 'vitest'
import { figuresOf, replaceFigures } from '../../../bench/document'

const results = {
  date: '2026-01-02',
  machine: { processor: 'A processor', cores: 2, memoryGB: 8, platform: 'linux x64' },
  versions: { lab: '0.1.0', node: '24.0.0' },
  results: [
    { id: 'batch-32-fast', value: 0.3, unit: 's', rounds: [0.3] },
    { id: 'epoch-pytorch', value: 0.4, unit: 's', rounds: [0.5, 0.4, 0.3] },
    { id: 'epoch-fast', value: 0.2, unit: 's', rounds: [0.1, 0.2, 0.2] },
  ],
  ratios: [{ id: 'epoch-against-pytorch', of: 'epoch-pytorch', to: 'epoch-fast', value: 2 }],
  notes: ['epoch-pytorch: 1 thread'],
}

test('a table a set in the order of the bench, the ratios, and what there is to note', () => {
  const figures = figuresOf(results)
  expect(figures).toContain('2026-01-02, A processor, 2 cores, 8 GB, linux x64; lab 0.1.0, node 24.0.0.')
  const ids = [...figures.matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id)
  expect(ids).toEqual(['epoch-fast', 'epoch-pytorch', 'batch-32-fast', 'epoch-against-pytorch'])
  expect(figures).toMatch(/\| `epoch-pytorch` \| .* \| 0\.400 s \| 0\.300 to 0\.500 \|/)
  expect(figures).toMatch(/\| `epoch-against-pytorch` \| epoch-pytorch \/ epoch-fast \| 2\.00 \|/)
  expect(figures.endsWith('epoch-pytorch: 1 thread.')).toBe(true)
})

test('the figures of a page are replaced between its marks, and only there', () => {
  const page = 'before\n<!-- figures -->\nold\n<!-- end of the figures -->\nafter\n'
  const replaced = 'before\n<!-- figures -->\n\nnew\n\n<!-- end of the figures -->\nafter\n'
  expect(replaceFigures(page, 'new')).toBe(replaced)
  expect(replaceFigures(replaced, 'new')).toBe(replaced)
  expect(() => replaceFigures('a page', 'new')).toThrow('no place for the figures')
})
