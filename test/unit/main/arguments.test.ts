import { describe, expect, it } from 'vitest'
import { readArguments, UsageError } from '../../../src/main/arguments'

describe('readArguments', () => {
  it('takes the command line before the environment', () => {
    const env = { LAB_DATA_DIR: '/env', LAB_PORT: '4000' }
    expect(readArguments(['--data-dir', '/words', '--port=5000'], env)).toEqual({ folder: '/words', port: 5000, samples: true })
    expect(readArguments([], env)).toEqual({ folder: '/env', port: 4000, samples: true })
  })

  it('asks for the system’s folder and any free port by default', () => {
    expect(readArguments([], {})).toEqual({ port: 0, samples: true })
    expect(readArguments([], { LAB_DATA_DIR: '', LAB_PORT: '' })).toEqual({ port: 0, samples: true })
  })

  it('leaves the words of Electron and Chromium alone', () => {
    const words = ['.', '--inspect', '--enable-features=A', '--data-dir', 'd', 'file']
    expect(readArguments(words, {}, 'ignored')).toEqual({ folder: 'd', port: 0, samples: true })
  })

  it('begins without samples where that is asked for', () => {
    expect(readArguments(['--no-samples'], {})).toEqual({ port: 0, samples: false })
  })

  it('refuses words that it does not know', () => {
    expect(readArguments(['--no-open'], {})).toEqual({ port: 0, samples: true })
    expect(() => readArguments(['--prot', '80'], {})).toThrow("Unknown option '--prot'")
    expect(() => readArguments(['folder'], {})).toThrow(UsageError)
  })

  it.each([
    [['--port', 'http'], 'The port is "http"'],
    [['--port', '65536'], 'The port is "65536"'],
    [['--port=-1'], 'The port is "-1"'],
    [['--port', '1e3'], 'The port is "1e3"'],
    [['--data-dir'], 'A value is missing: --data-dir DIR'],
    [['--data-dir='], 'A value is missing: --data-dir DIR'],
    [['--data-dir', '--port', '1'], 'A value is missing: --data-dir DIR'],
  ])('refuses %j', (words, message) => {
    expect(() => readArguments(words, {}, 'ignored')).toThrow(UsageError)
    expect(() => readArguments(words, {}, 'ignored')).toThrow(message)
    expect(() => readArguments(words, {})).toThrow(UsageError)
  })
})
