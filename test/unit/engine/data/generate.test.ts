import { describe, expect, it } from 'vitest'
import { dataSchema, dataShape, type DataConfig } from '../../../../src/engine/config/data'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { generateData } from '../../../../src/engine/data/generate'
import { blobCentres } from '../../../../src/engine/data/generators/blobs'

function config(input: Record<string, unknown>): DataConfig {
  return dataSchema.parse(input)
}

function realFeatures(data: Dataset): Float64Array {
  if (data.features.kind !== 'real') throw new Error('expected real features')
  return data.features.values
}

function labelsOf(data: Dataset): Uint8Array {
  if (data.targets.kind !== 'classes') throw new Error('expected classes')
  return data.targets.labels
}

function pointsOf(data: Dataset): [number, number][] {
  const values = realFeatures(data)
  return Array.from({ length: data.samples }, (_, i) => [values[2 * i]!, values[2 * i + 1]!])
}

const sources = [
  config({ source: 'line' }),
  config({ source: 'half_plane' }),
  config({ source: 'blobs', classes: 7 }),
  config({ source: 'xor' }),
  config({ source: 'xor', samples: 5 }),
]

describe.each(sources)('generateData for $source', (source) => {
  it('has the shape that the schema announces', () => {
    const { data } = generateData(source, 1)
    const shape = dataShape(source)
    expect(data.samples).toBe(shape.samples)
    expect(data.inputs).toBe(shape.inputs)
    expect(realFeatures(data)).toHaveLength(shape.samples * shape.inputs)
    if (data.targets.kind === 'values') expect(data.targets).toMatchObject({ outputs: shape.outputs, values: { length: shape.samples * shape.outputs } })
    else expect(data.targets).toMatchObject({ classes: shape.outputs, labels: { length: shape.samples } })
  })

  it('repeats with its seed and changes with another', () => {
    expect(generateData(source, 5)).toEqual(generateData(source, 5))
    expect(realFeatures(generateData(source, 6).data)).not.toEqual(realFeatures(generateData(source, 5).data))
  })

  it('gives the first of many samples when asked for few', () => {
    const few = generateData(config({ ...source, samples: 4 }), 3)
    const many = generateData(config({ ...source, samples: 50 }), 3)
    expect(few.truth).toEqual(many.truth)
    expect([...realFeatures(few.data)]).toEqual([...realFeatures(many.data).subarray(0, 4 * few.data.inputs)])
  })
})

describe('line', () => {
  it('lies on its own truth without noise', () => {
    const { data, truth } = generateData(config({ source: 'line', noise: 0 }), 8)
    if (truth.kind !== 'line' || data.targets.kind !== 'values') throw new Error('expected a line')
    const x = realFeatures(data)
    data.targets.values.forEach((y, i) => expect(y).toBe(truth.slope * x[i]! + truth.intercept))
  })

  it('adds noise of the given size around the same line and points', () => {
    const clean = generateData(config({ source: 'line', noise: 0, samples: 5000 }), 8)
    const noisy = generateData(config({ source: 'line', noise: 0.3, samples: 5000 }), 8)
    if (clean.data.targets.kind !== 'values' || noisy.data.targets.kind !== 'values') throw new Error('expected values')
    expect(noisy.truth).toEqual(clean.truth)
    expect(realFeatures(noisy.data)).toEqual(realFeatures(clean.data))
    const target = clean.data.targets.values
    const errors = noisy.data.targets.values.map((y, i) => y - target[i]!)
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)
    // The standard deviation of a sample standard deviation is 0.3 / sqrt(2 n) = 0.003.
    expect(Math.abs(deviation - 0.3)).toBeLessThan(0.015)
  })

  it('draws slopes of both signs with sizes in [0.5, 2], intercepts and points in [-1, 1]', () => {
    const truths = Array.from({ length: 400 }, (_, seed) => generateData(config({ source: 'line', samples: 4 }), seed + 1).truth)
    const slopes = truths.flatMap((truth) => (truth.kind === 'line' ? [truth.slope] : []))
    const intercepts = truths.flatMap((truth) => (truth.kind === 'line' ? [truth.intercept] : []))
    expect(slopes).toHaveLength(400)
    for (const slope of slopes) {
      expect(Math.abs(slope)).toBeGreaterThanOrEqual(0.5)
      expect(Math.abs(slope)).toBeLessThanOrEqual(2)
    }
    // Binomial with n = 400, p = 1/2: five standard deviations are 50.
    expect(Math.abs(slopes.filter((slope) => slope > 0).length - 200)).toBeLessThan(50)
    expect(Math.max(...intercepts.map(Math.abs))).toBeLessThanOrEqual(1)
    expect(Math.min(...intercepts)).toBeLessThan(-0.9)
    expect(Math.max(...intercepts)).toBeGreaterThan(0.9)
    const x = realFeatures(generateData(config({ source: 'line', samples: 2000 }), 1).data)
    expect(Math.max(...x)).toBeLessThanOrEqual(1)
    expect(Math.min(...x)).toBeGreaterThanOrEqual(-1)
    expect(Math.max(...x) - Math.min(...x)).toBeGreaterThan(1.99)
  })
})

describe('half_plane', () => {
  it('labels every point by the side of its own truth', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { data, truth } = generateData(config({ source: 'half_plane' }), seed)
      if (truth.kind !== 'half_plane') throw new Error('expected a half plane')
      const [a, b] = truth.normal
      expect(Math.hypot(a, b)).toBeCloseTo(1, 14)
      expect(Math.abs(truth.offset)).toBeLessThanOrEqual(0.2)
      const labels = labelsOf(data)
      pointsOf(data).forEach(([x, y], i) => {
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1)
        expect(labels[i]).toBe(a * x + b * y > truth.offset ? 1 : 0)
      })
    }
  })

  it('turns the cut anywhere and uses the whole range of offsets', () => {
    const truths = Array.from({ length: 800 }, (_, seed) => generateData(config({ source: 'half_plane', samples: 4, offset: 0.5 }), seed + 1).truth)
    const quadrants = [0, 0, 0, 0]
    let largest = 0
    for (const truth of truths) {
      if (truth.kind !== 'half_plane') throw new Error('expected a half plane')
      quadrants[(truth.normal[0] > 0 ? 1 : 0) + (truth.normal[1] > 0 ? 2 : 0)]!++
      largest = Math.max(largest, Math.abs(truth.offset))
    }
    // Binomial with n = 800, p = 1/4: five standard deviations are 61.
    for (const count of quadrants) expect(Math.abs(count - 200)).toBeLessThan(61)
    expect(largest).toBeGreaterThan(0.49)
    expect(largest).toBeLessThanOrEqual(0.5)
  })

  it('passes through the origin at offset 0', () => {
    expect(generateData(config({ source: 'half_plane', offset: 0 }), 1).truth).toMatchObject({ offset: 0 })
  })
})

describe('xor', () => {
  it('labels the second and fourth quadrant 1', () => {
    const { data, truth } = generateData(config({ source: 'xor', samples: 1000 }), 2)
    const labels = labelsOf(data)
    pointsOf(data).forEach(([x, y], i) => expect(labels[i]).toBe(x * y < 0 ? 1 : 0))
    expect(truth).toEqual({ kind: 'none' })
    // Binomial with n = 1000, p = 1/2: five standard deviations are 79.
    expect(Math.abs(labels.filter((label) => label === 1).length - 500)).toBeLessThan(79)
  })
})

describe('blobs', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 10])('puts %d centres evenly on the circle of radius 0.7', (classes) => {
    const centres = blobCentres(classes)
    expect(centres).toHaveLength(classes)
    centres.forEach(([x, y], k) => {
      expect(Math.abs(x - 0.7 * Math.cos((2 * Math.PI * k) / classes))).toBeLessThan(1e-15)
      expect(Math.abs(y - 0.7 * Math.sin((2 * Math.PI * k) / classes))).toBeLessThan(1e-15)
    })
  })

  it('refuses more classes than it has directions for', () => {
    expect(() => blobCentres(11)).toThrow('blobs take 2 to 10 classes, got 11')
    expect(() => blobCentres(1)).toThrow(RangeError)
  })

  it('deals the classes out evenly and spreads the points around their centres', () => {
    const { data } = generateData(config({ source: 'blobs', samples: 3001, classes: 3, spread: 0.25 }), 4)
    const labels = labelsOf(data)
    expect([0, 1, 2].map((label) => labels.filter((other) => other === label).length)).toEqual([1001, 1000, 1000])
    const centres = blobCentres(3)
    const offsets = pointsOf(data).map(([x, y], i) => [x - centres[labels[i]!]![0], y - centres[labels[i]!]![1]] as const)
    for (const axis of [0, 1] as const) {
      const mean = offsets.reduce((sum, offset) => sum + offset[axis], 0) / offsets.length
      const deviation = Math.sqrt(offsets.reduce((sum, offset) => sum + offset[axis] ** 2, 0) / offsets.length)
      // Standard deviations: 0.25 / sqrt(3001) = 0.0046 and 0.25 / sqrt(6002) = 0.0032.
      expect(Math.abs(mean)).toBeLessThan(0.023)
      expect(Math.abs(deviation - 0.25)).toBeLessThan(0.016)
    }
  })

  it('without spread puts each point on its centre', () => {
    const { data } = generateData(config({ source: 'blobs', samples: 6, classes: 2, spread: 0 }), 1)
    expect(pointsOf(data).slice(0, 3)).toEqual([
      [0.7, 0],
      [-0.7, 0],
      [0.7, 0],
    ])
  })
})

describe('mnist', () => {
  it('is not generated', () => {
    expect(() => generateData(config({ source: 'mnist' }), 1)).toThrow('MNIST is read from its files, not generated')
  })
})
