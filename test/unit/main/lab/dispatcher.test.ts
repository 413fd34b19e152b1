import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ops, type OpName } from '../../../../src/api/contract'
import { lineExperiment } from '../../db/fixtures'
import { openLab } from './fixtures'

describe('the door of the lab', () => {
  test.each([['nothing'], ['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty'], ['']])('there is no operation %j', async (op) => {
    const { lab } = openLab()
    expect(await lab.invoke(op, {})).toEqual({ ok: false, code: 'not-found', message: `There is no operation ${JSON.stringify(op)}` })
  })

  test.each([[undefined], [null], [7], [{}], [['runs.list']], [Symbol('runs.list')], [() => 'runs.list']])('what is no name is refused: %s', async (op) => {
    const { lab } = openLab()
    expect(await lab.invoke(op, {})).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('wrong input names the field and its limits', async () => {
    const { lab } = openLab()
    expect(await lab.invoke('runs.list', { limit: 0 })).toMatchObject({ ok: false, code: 'invalid', field: 'limit' })
    expect(await lab.invoke('runs.get', { run: '1' })).toMatchObject({ ok: false, code: 'invalid', field: 'run' })
    expect(await lab.invoke('runs.get', { run: 1, more: true })).toMatchObject({ ok: false, code: 'invalid', field: 'more' })
    const config = { ...lineExperiment(), network: { layers: [{ units: 1e9 }] } }
    expect(await lab.invoke('experiments.start', { config })).toMatchObject({
      ok: false,
      code: 'invalid',
      field: 'config.network.layers.0.units',
      message: expect.stringContaining('8192'),
    })
  })

  test('a sweep that breaks a setting names the axis, and nothing is stored', async () => {
    const { lab, client } = openLab()
    const config = { ...lineExperiment(), sweep: [{ field: 'epochs', values: [1, -1] }] }
    expect(await lab.invoke('experiments.start', { config })).toMatchObject({ ok: false, code: 'invalid', field: 'epochs' })
    expect(await client.call('runs.list', {})).toEqual([])
  })

  test('input that is deep, cyclic or hostile comes back as a failure', async () => {
    const { lab } = openLab()
    let deep: unknown = []
    for (let i = 0; i < 20_000; i++) deep = [deep]
    const cyclic: Record<string, unknown> = {}
    cyclic['self'] = cyclic
    const hostile = new Proxy({}, { ownKeys: () => { throw new Error('no') } }) // prettier-ignore
    for (const value of [deep, cyclic]) {
      const config = { ...lineExperiment(), sweep: [{ field: 'epochs', values: [value] }] }
      expect(await lab.invoke('experiments.start', { config })).toMatchObject({ ok: false, code: 'invalid' })
    }
    expect(await lab.invoke('runs.get', hostile)).toMatchObject({ ok: false, code: 'invalid' })
  })

  test('every operation answers any input with a value', async () => {
    const { lab } = openLab()
    for (const op of Object.keys(ops)) {
      for (const input of [undefined, null, 0, 'x', [], {}, { run: 1 }, { runs: [1] }, JSON.parse('{"__proto__": {"run": 1}}')]) {
        const result = await lab.invoke(op, input)
        // A conflict is that this build names no place for updates.
        if (!result.ok) expect(['invalid', 'not-found', 'conflict']).toContain(result.code)
      }
    }
  })

  test('what is missing is said to be missing', async () => {
    const { lab } = openLab()
    const missing: [OpName, unknown][] = [
      ['runs.get', { run: 5 }],
      ['runs.epochs', { runs: [5] }],
      ['runs.pause', { runs: [5] }],
      ['experiments.get', { experiment: 5 }],
      ['models.get', { run: 5, kind: 'last' }],
    ]
    for (const [op, input] of missing)
      expect(await lab.invoke(op, input)).toMatchObject({ ok: false, code: 'not-found', message: expect.stringContaining('5') })
  })

  test('a mistake in the program is logged, and told in a few words', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => error.mockRestore())
    const { lab } = openLab({
      forkTrainer: () => {
        throw new TypeError('no such thing\nwith more lines')
      },
    })
    expect(await lab.invoke('app.info', undefined)).toEqual({ ok: false, code: 'internal', message: 'A mistake in the program: no such thing' })
    expect(error).toHaveBeenCalledOnce()
  })
})
