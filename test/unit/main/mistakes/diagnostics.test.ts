import { describe, expect, it } from 'vitest'
import { describeDiagnostics, hidePlaces, type Diagnostics } from '../../../../src/main/mistakes/diagnostics'
import type { Mistake } from '../../../../src/main/mistakes/log'

const places = { home: '/home/ada', folder: '/home/ada/.local/share/backprop-lab', program: '/opt/Backprop Lab/resources/app.asar' }
const mistake = (changes: Partial<Mistake>): Mistake => ({
  at: '2026-03-01T10:00:00.000Z',
  where: 'main process, uncaught',
  name: 'TypeError',
  message: '',
  frames: [],
  ...changes,
})

function describeWith(mistakes: Mistake[], changes: Partial<Diagnostics> = {}): string {
  return describeDiagnostics({
    info: {
      version: '0.1.0',
      shell: 'electron',
      workers: 2,
      kernels: 'fast',
      data: { folder: places.folder, database: `${places.folder}/lab.sqlite`, databaseBytes: 4096 },
      writable: true,
      samplesComing: false,
      releases: null,
      versions: { node: '24.0.0', sqlite: '3.54.0', electron: '45.4.1', chrome: '150.0.0' },
    },
    system: { platform: 'linux', arch: 'x64', release: '6.1.0' },
    runs: 12,
    mistakes,
    places,
    ...changes,
  })
}

describe('diagnostics', () => {
  it('say versions, system, kernels and sizes', () => {
    expect(describeWith([])).toBe(
      [
        'Backprop Lab 0.1.0 (electron)',
        'linux 6.1.0, x64',
        'Node.js 24.0.0, SQLite 3.54.0, Electron 45.4.1, Chromium 150.0.0',
        'Kernels: fast, 2 workers',
        'Database: 4096 bytes, 12 runs, writable',
        'No mistake was written down.',
        '',
      ].join('\n'),
    )
  })

  it('say where a mistake was made, without the folders of the user', () => {
    const text = describeWith([
      mistake({
        message: "Cannot read properties of undefined (reading 'epochs')",
        frames: ['at show (file:///opt/Backprop%20Lab/resources/app.asar/out/main/index.js:7:3)', `at open (${places.folder}/lab.sqlite)`],
      }),
    ])
    expect(text).toContain("2026-03-01T10:00:00.000Z main process, uncaught: TypeError: Cannot read properties of undefined (reading 'epochs')")
    expect(text).toContain('  at show (file://<program>/out/main/index.js:7:3)')
    expect(text).toContain('  at open (<data>/lab.sqlite)')
    expect(text).not.toContain('ada')
  })

  it('leave out what the user may have typed: names in messages, quoted texts, what a parser has read', () => {
    const text = describeWith([
      mistake({ name: 'LabError', message: 'Run 3 "Secret project" is done' }),
      mistake({ name: 'SyntaxError', message: 'Unexpected token in JSON: {"name":"Secret project"}' }),
      mistake({ message: 'The text "Secret project, really" is none' }),
      mistake({ name: 'Error', message: 'token 0f3a5b7c9d0f3a5b7c9d0f3a5b7c9d' }),
    ])
    expect(text).not.toContain('Secret')
    expect(text).not.toContain('0f3a5b7c')
    expect(text).toContain('TypeError: The text … is none')
  })
})

describe('hidePlaces', () => {
  it.each([
    ['C:\\Users\\Ada\\AppData\\lab.sqlite', { home: 'C:\\Users\\Ada', folder: 'D:\\lab', program: 'C:\\Program Files\\Lab' }, '~\\AppData\\lab.sqlite'],
    ['file:///C:/Users/Ada/x.js', { home: 'C:\\Users\\Ada', folder: 'D:\\lab', program: 'C:\\Program Files\\Lab' }, 'file:///~/x.js'],
    ['D:\\lab\\lab.sqlite', { home: 'C:\\Users\\Ada', folder: 'D:\\lab', program: 'C:\\Program Files\\Lab' }, '<data>\\lab.sqlite'],
    ['/Users/grace/other', places, '~/other'],
    ['/home/ada', places, '~'],
    // A root that is nobody's own hides nothing.
    ['/usr/lib/x', { home: '/', folder: '/', program: '/' }, '/usr/lib/x'],
  ])('%s', (text, there, expected) => {
    expect(hidePlaces(text, there)).toBe(expected)
  })
})
