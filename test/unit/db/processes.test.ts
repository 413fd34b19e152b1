/** Two processes and one database: the writer's lock, and what a kill leaves behind. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../db/store'
import { digestBytes } from '../../../db/digest'
import { bundle, run, type Bundle } from './child'
import { openWriter, startRun, temporaryFolder } from './fixtures'

let program: Bundle
beforeAll(async () => {
  program = await bundle('child-program.ts')
}, 60_000)
afterAll(() => program.remove())

describe('the lock of the writer', () => {
  test('a second process is refused and told who holds the data', async () => {
    const folder = temporaryFolder()
    openWriter(folder)
    const second = run(program, 'hold', folder)
    expect(await second.line()).toMatch(
      new RegExp(`^busy: The data beside .* is being written by the test \\(process ${process.pid}\\): close that program first`),
    )
    expect(await second.ended).toBe(1)
  })

  test('a second writer in the same process is refused too', () => {
    const folder = temporaryFolder()
    openWriter(folder)
    expect(() => openStore({ folder, mode: 'write', program: 'again' })).toThrow(`(process ${process.pid})`)
  })

  test('this process is refused while a child holds the data, reads nevertheless, and may write once the child was killed', async () => {
    const folder = temporaryFolder()
    const child = run(program, 'hold', folder)
    expect(await child.line()).toBe('holding 0')
    expect(() => openStore({ folder, mode: 'write', program: 'x' })).toThrow(`the holding child (process ${child.process.pid})`)
    const reader = openStore({ folder, mode: 'read', program: 'x' })
    expect(reader.queries.listRuns({ trashed: false, archived: false, limit: 1 })).toEqual([])
    reader.close()
    child.process.kill('SIGKILL')
    await child.ended
    startRun(openWriter(folder))
  })

  test('closing gives the lock back', () => {
    const folder = temporaryFolder()
    openStore({ folder, mode: 'write', program: 'first' }).close()
    const second = openStore({ folder, mode: 'write', program: 'second' })
    onTestFinished(() => second.close())
    expect(second.interrupted).toEqual([])
  })
})

describe('kill -9 while recording', () => {
  test.each([1, 2, 7, 20, 45])('after %d acknowledged batches none is lost, and the run is interrupted', async (batches) => {
    const folder = temporaryFolder()
    const child = run(program, 'record', folder)
    for (let i = 1; i < batches; i++) await child.line()
    let acknowledged = await child.line()
    child.process.kill('SIGKILL')
    // What it still said before the kill reached it counts as acknowledged too.
    for (let line = await child.line(); line !== null; line = await child.line()) acknowledged = line
    const [id, epoch] = acknowledged!.split(' ').map(Number)

    const store = openWriter(folder)
    const row = store.queries.getRun(id!)
    const recorded = store.queries.listEpochs([id!])[0]!.epochs
    expect(row.status).toBe('interrupted')
    expect(recorded.length).toBeGreaterThanOrEqual(epoch! + 1)
    expect(recorded.map((record) => record.epoch)).toEqual(recorded.map((_, index) => index))
    expect(recorded.every((record) => record.weightDigest === digestBytes(`weights ${record.epoch}`))).toBe(true)
    expect(row.last!.epoch).toBe(recorded.at(-1)!.epoch)
    // The model of the same transaction, checked against its digest on the way.
    expect(store.queries.getModel(id!, 'last').epoch).toBe(row.last!.epoch)
  })
})
