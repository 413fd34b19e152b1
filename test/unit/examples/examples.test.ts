/** The programs of examples/ run as their reader would run them, and say what they promise. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

function run(...names: string[]): { status: number | null; lines: string[]; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/example.mjs', ...names], { encoding: 'utf8' })
  return { status, lines: stdout.trimEnd().split('\n'), errors: stderr }
}

/** The losses of lines such as `epoch 100: loss 0.0143`. */
function losses(lines: readonly string[]): number[] {
  return lines.flatMap((line) => /loss (\d+\.\d+)$/.exec(line)?.slice(1).map(Number) ?? [])
}

describe('npm run example', () => {
  it('xor learns the table, in 30 lines', () => {
    const { status, lines, errors } = run('xor')
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    expect(losses(lines).at(-1)).toBeLessThan(0.01)
    expect(lines.slice(-4)).toEqual(['0 xor 0 = 0', '0 xor 1 = 1', '1 xor 0 = 1', '1 xor 1 = 0'])
    expect(readFileSync('examples/xor.ts', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })

  it('own-layer checks its derivation and learns', () => {
    const { status, lines, errors } = run('own-layer')
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    // The inputs, 3 x 2, and two layers of 2 x 2 weights and 2 biases: 6 + 12.
    expect(lines[0]).toBe('gradient check: passed, 18 derivatives')
    const [first, ...others] = losses(lines)
    expect(others).toHaveLength(3)
    for (const loss of others) expect(loss).toBeLessThan(first!)
  })

  it('gradient-check passes what is right and finds what is wrong', () => {
    const { status, lines, errors } = run('gradient-check')
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    // The inputs, 4 x 2; 2 x 5 + 5 and 2 x 5 of the normalisation; 5 x 4 + 4; 4 x 3 + 3.
    expect(lines[0]).toMatch(/^a network: passed, 72 derivatives, largest error \de-(8|9|1\d)$/)
    const [, analytic, numeric] = /^a mistake: failed at x\[\d\]: (-?[\d.]+) instead of (-?[\d.]+)$/.exec(lines[1] ?? '')?.map(Number) ?? []
    expect(numeric! / analytic!).toBeCloseTo(2, 2)
  })

  it('schedule draws a curve an epoch and compares what is learnt', () => {
    const { status, lines, errors } = run('schedule')
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(['constant', 'step', 'exponential', 'cosine', 'warmup_cosine', 'one_cycle'])
    for (const line of lines) expect(line).toMatch(/^\w+ +[▁▂▃▄▅▆▇█]{30} loss 0\.\d{4}$/)
    const [constant, ...others] = losses(lines)
    for (const loss of others) expect(loss).toBeLessThan(constant!)
  })

  it('names the programs that there are, for a wrong one and for none', () => {
    for (const { status, errors } of [run(), run('another')]) {
      expect(status).toBe(2)
      expect(errors.trim()).toBe('npm run example -- NAME, with one of gradient-check, mnist, own-layer, schedule, xor')
    }
  })
})
