/** Numbers, words and lines as a terminal shows them. */
import { describe, expect, test } from 'vitest'
import { createTerminal } from '../../../src/cli/terminal'
import { formatLoss, formatSeconds, formatShare, formatTable, printable } from '../../../src/cli/text'

test.each([
  [null, '–'],
  [0, '0.000'],
  [2.302585, '2.303'],
  [0.012345, '0.01235'],
  [0.00001234, '1.234e-5'],
])('a loss of %s is %s', (loss, text) => {
  expect(formatLoss(loss)).toBe(text)
})

test.each([
  [null, '–'],
  [0.9642, '96.42 %'],
  [1, '100.00 %'],
])('a share of %s is %s', (share, text) => {
  expect(formatShare(share)).toBe(text)
})

test.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [59.4, '59 s'],
  [59.6, '1:00'],
  [185, '3:05'],
  [3723, '1:02:03'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text)
})

test('columns are as wide as their widest cell, numbers to the right', () => {
  const lines = formatTable(
    [{ title: 'Run', align: 'right' }, { title: 'Name' }, { title: 'Loss', align: 'right' }],
    [
      ['7', 'Übung', '0.5'],
      ['1234', 'x', '–'],
    ],
  )
  expect(lines).toEqual([' Run  Name   Loss', '   7  Übung   0.5', '1234  x         –'])
})

test('what would steer the terminal or turn the text is made visible', () => {
  expect(printable('a\u001b[31mb\nc\u202ed\u0007')).toBe('a\ufffd[31mb\ufffdc\ufffdd\ufffd')
  expect(printable('\u200fa\u061cb\u2028')).toBe('\ufffda\ufffdb\ufffd')
  expect(printable('<b>&amp; ü 数')).toBe('<b>&amp; ü 数')
})

describe('streams', () => {
  function screens(isTTY: boolean) {
    const written = { out: '', err: '' }
    const terminal = createTerminal({ write: (text) => (written.out += text), isTTY }, { write: (text) => (written.err += text), isTTY, columns: 10 })
    return { written, terminal }
  }

  test('data goes to standard output, notes to standard error', () => {
    const { written, terminal } = screens(false)
    terminal.print('data')
    terminal.note('note')
    terminal.progress('half way')
    expect(written).toEqual({ out: 'data\n', err: 'note\n' })
  })

  test('on a screen the progress renews its line, fits it, and makes way', () => {
    const { written, terminal } = screens(true)
    terminal.progress('0123456789')
    terminal.note('note')
    expect(written.err).toBe('\r\u001b[2K012345678\r\u001b[2Knote\n')
  })
})
