import { describe, expect, it } from 'vitest'
import { dataSchema, dataShape, filesOf } from '../../../../../src/engine/config/data'
import { generateData } from '../../../../../src/engine/data/generate'
import { sources } from '../../../../../src/engine/data/sources/registry'
import { classSizes, config, deviation, draw } from './draw'

const all = sources.flatMap(({ schema }) => [...(schema._zod.propValues['source'] ?? [])].map(String))
/** An imported table has no defaults: it says which one. */
const names = all.filter((source) => source !== 'table')
const drawn = names.filter((source) => filesOf(config({ source })) === null)
const withClasses = drawn.filter((source) => dataShape(config({ source })).task === 'classification')
const withValues = drawn.filter((source) => !withClasses.includes(source))

function messageOf(input: Record<string, unknown>): string {
  const parsed = dataSchema.safeParse(input)
  return parsed.success ? 'fine' : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
}

describe('every source', () => {
  it('is listed once, with title, formula and source', () => {
    expect(new Set(all).size).toBe(sources.length)
    for (const { title, formula, source } of sources) for (const text of [title, formula, source]) expect(text).not.toBe('')
  })

  it('has defaults for all its fields, neutral where they disturb the data', () => {
    for (const source of names) expect(config({ source })).toMatchObject({ source, labelNoise: 0, imbalance: 0, scaling: 'none' })
  })

  it('takes the three scalings', () => {
    for (const source of names) for (const scaling of ['none', 'unit', 'standard']) expect(config({ source, scaling })).toMatchObject({ scaling })
    expect(messageOf({ source: 'xor', scaling: 'robust' })).toBe('scaling: Scaling "robust" is unknown: use one of none, unit, standard')
  })
})

describe.each(drawn)('%s', (source) => {
  it('has the shape that the schema announces', () => {
    const shape = dataShape(config({ source }))
    const { data, rows, labels, targets } = draw({ source })
    expect([data.samples, data.inputs]).toEqual([shape.samples, shape.inputs])
    expect(rows).toHaveLength(shape.samples)
    if (data.targets.kind === 'classes') {
      expect(data.targets.classes).toBe(shape.outputs)
      expect(labels).toHaveLength(shape.samples)
      expect(labels.every((label) => label < shape.outputs)).toBe(true)
    } else {
      expect(data.targets.outputs).toBe(shape.outputs)
      expect(targets).toHaveLength(shape.samples)
    }
    expect(rows.flat().every(Number.isFinite) && targets.flat().every(Number.isFinite)).toBe(true)
  })

  it('repeats with its seed and changes with another', () => {
    const [first, again, other] = [draw({ source }, 5), draw({ source }, 5), draw({ source }, 6)]
    expect(again.data).toEqual(first.data)
    expect(again.truth.parameters).toEqual(first.truth.parameters)
    expect(other.rows).not.toEqual(first.rows)
  })

  it('gives the first of many samples when asked for few, balanced or not', () => {
    for (const imbalance of withClasses.includes(source) ? [0, 0.1] : [0]) {
      const [few, many] = [draw({ source, samples: 30, imbalance }, 3), draw({ source, samples: 80, imbalance }, 3)]
      expect(few.truth.parameters).toEqual(many.truth.parameters)
      expect(few.rows).toEqual(many.rows.slice(0, 30))
      expect(few.labels).toEqual(many.labels.slice(0, 30))
      expect(few.targets).toEqual(many.targets.slice(0, 30))
    }
  })
})

describe.each(withClasses)('%s', (source) => {
  it('gives the last class the share that is asked for and the others the rest evenly', () => {
    // 201 samples, 0.1 of them: 20.1, rounded to 20.
    const sizes = classSizes(draw({ source, samples: 201, imbalance: 0.1 }))
    const others = sizes.slice(0, -1)
    expect(sizes.at(-1)).toBe(20)
    expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(1)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(201)
  })

  it('refuses an imbalance that leaves the last class not the rarest, or empty', () => {
    const { outputs } = dataShape(config({ source }))
    expect(messageOf({ source, imbalance: 0.51 })).toBe('imbalance: Imbalance takes a number from 0 to 0.5')
    if (outputs > 2)
      expect(messageOf({ source, imbalance: 0.4 })).toBe(
        `imbalance: Imbalance is 0.4 but the rarest of ${outputs} classes has at most 1/${outputs} of the samples`,
      )
    expect(messageOf({ source, samples: 20, imbalance: 0.02 })).toBe(
      'samples: Samples are 20, of which an imbalance of 0.02 leaves none to the rarest class: take at least 25',
    )
    expect(classSizes(draw({ source, samples: 25, imbalance: 0.02 })).at(-1)).toBe(1)
  })

  it('takes label noise from 0 to 1', () => {
    expect(config({ source, labelNoise: 1 })).toMatchObject({ labelNoise: 1 })
    expect(messageOf({ source, labelNoise: 1.5 })).toBe('labelNoise: Label noise takes a number from 0 to 1')
  })
})

describe.each(withValues)('%s', (source) => {
  it('has no classes to disturb', () => {
    expect(messageOf({ source, labelNoise: 0.1 })).toBe('labelNoise: Label noise needs classes but the data has targets: leave it at 0')
    expect(messageOf({ source, imbalance: 0.1 })).toBe('imbalance: Imbalance needs classes but the data has targets: leave it at 0')
  })

  it('lies on its own truth without noise', () => {
    const { truth, rows, targets } = draw({ source, noise: 0 }, 8)
    if (truth.kind !== 'values') throw new Error('expected values')
    expect(rows.map((row) => truth.answer(row))).toEqual(targets)
  })

  it('adds noise of the given size around the same truth and first sample', () => {
    const clean = draw({ source, noise: 0, samples: 5000 }, 8)
    const noisy = draw({ source, noise: 0.3, samples: 5000 }, 8)
    const { truth } = noisy
    if (truth.kind !== 'values') throw new Error('expected values')
    expect(truth.parameters).toEqual(clean.truth.parameters)
    expect(noisy.rows).toEqual(clean.rows)
    const errors = noisy.rows.flatMap((row, i) => truth.answer(row).map((y, o) => noisy.targets[i]![o]! - y))
    // The standard deviation of a sample standard deviation is 0.3 / sqrt(2 n) = 0.003.
    expect(Math.abs(deviation(errors) - 0.3)).toBeLessThan(0.015)
  })
})

describe('bad input', () => {
  it.each([
    [{ source: 'spirals', samples: 5, classes: 7 }, 'samples: Samples are 5 but there are 7 classes: take at least one of each'],
    [{ source: 'gaussians', classes: 11 }, 'classes: Classes takes a whole number from 2 to 10'],
    [{ source: 'linear_map', samples: 1_000_000, inputs: 50, outputs: 2 }, /^samples: .* are 52000000 numbers; at most 50000000 are allowed$/],
    [{ source: 'idx' }, /Data "idx" is not available yet/],
    [{ source: 'xor', noise: 0.1 }, /nrecognized key/],
    [{ source: 'circles', noise: NaN }, 'noise: Noise takes a number from 0 to 10'],
  ])('%j', (input, message) => {
    expect(messageOf(input)).toMatch(message)
  })

  it('draws nothing for a source that is read from files', () => {
    expect(() => generateData(config({ source: 'mnist' }), 1)).toThrow('MNIST digits is read from files, not generated')
  })
})
