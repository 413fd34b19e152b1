/** `lab open`: figures that can be opened, and files that cannot. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FigureMetadata } from '../../../src/api/figure-file'
import { openFigure } from '../../../src/cli/commands/open'
import { createTerminal } from '../../../src/cli/terminal'
import { experimentSchema } from '../../../src/engine/config/experiment'
import { figureExperiment, figureSettings } from '../../../src/report/figures'
import { readChunks, writeChunks } from '../../../src/report/png/chunks'
import { writeMetadata } from '../../../src/report/png/metadata'
import { digestConfig } from '../../../db/digest'
import { temporaryFolder } from '../db/fixtures'

/** One pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

function metadata(changes: Partial<FigureMetadata> = {}): FigureMetadata {
  const experiment = figureExperiment(5, 'full', 2)
  return {
    format: 'backprop-lab-figure',
    version: 1,
    title: 'Figure 5: Activations',
    figure: 5,
    variant: 'full',
    program: '0.1.0',
    experiment,
    settings: figureSettings(5, experiment).map(({ label, config }) => ({
      label,
      config,
      configDigest: digestConfig(config),
      trials: [1, 2].map((seed) => ({ seed, dataDigest: 'd'.repeat(64) })),
    })),
    ...changes,
  }
}

function openFile(bytes: Uint8Array, options: { save?: string; json?: boolean } = {}) {
  const folder = temporaryFolder()
  const file = join(folder, 'figure.png')
  writeFileSync(file, bytes)
  const written = { out: '', err: '' }
  const terminal = createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) })
  const { json = false, save } = options
  openFigure({ file, folder: join(folder, 'data'), terminal, json, ...(save !== undefined && { save: join(folder, save) }) })
  return { folder, written }
}

describe('a figure', () => {
  test('names its settings, its trials here, and how to make it again', () => {
    const { written, folder } = openFile(writeMetadata(png, metadata(), 300))
    expect(written.out).toContain('Figure 5: Activations\nDrawn by Backprop Lab 0.1.0.\n0 of its 6 trials are recorded here.')
    expect(written.out).toContain('lab reproduce --figures 5 trains what is missing')
    expect(written.out).toMatch(/^Sigmoid +2 +50 +[0-9a-f]{12}$/m)
    // Looking makes no database.
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('gives its experiment as a file that is an experiment', () => {
    const { folder } = openFile(writeMetadata(png, metadata(), 300), { save: 'experiment.json' })
    const saved: unknown = JSON.parse(readFileSync(join(folder, 'experiment.json'), 'utf8'))
    expect(experimentSchema.parse(saved)).toEqual(figureExperiment(5, 'full', 2))
  })

  test('as JSON, with all it knows', () => {
    const { written } = openFile(writeMetadata(png, metadata(), 300), { json: true })
    expect(JSON.parse(written.out)).toMatchObject({ metadata: metadata(), experiments: [{ name: 'Fig. 5 · activations' }], runs: [], trials: 6, missing: 6 })
  })

  test('of several experiments is not written as one', () => {
    expect(() => openFile(writeMetadata(png, metadata({ experiment: null }), 300), { save: 'experiment.json' })).toThrow('drawn from 3 experiments')
  })
})

describe('is refused in words', () => {
  test('a picture without metadata', () => expect(() => openFile(png)).toThrow(/figure\.png/))
  test('a file that is no picture', () => expect(() => openFile(Buffer.from('GIF89a'))).toThrow(/PNG/))
  test('a figure of a newer version', () => {
    const newer = readChunks(writeMetadata(png, metadata(), 300), 'picture').map(({ type, data }) => ({
      type,
      data: Buffer.from(Buffer.from(data).toString('latin1').replace('"backprop-lab-figure","version":1', '"backprop-lab-figure","version":2'), 'latin1'),
    }))
    expect(() => openFile(writeChunks(newer))).toThrow(/newer/)
  })
  test('a folder in place of the file', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'x.png'))
    const terminal = createTerminal({ write: () => true }, { write: () => true })
    expect(() => openFigure({ file: join(folder, 'x.png'), folder, terminal, json: false })).toThrow('cannot be read (EISDIR)')
    expect(() => openFigure({ file: join(folder, 'none.png'), folder, terminal, json: false })).toThrow('cannot be read (ENOENT)')
  })
})
