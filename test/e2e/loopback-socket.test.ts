/** Calls and events over the loopback server's socket, in a browser and by hostile hand. */
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { EventMessage } from '../../src/api/events'
import { openLab, type LabPage } from './lab-page'
import { readMessage } from './lab-socket'
import { tinyEpochs, tinyExperiment } from './tiny-experiment'

let lab: LabPage
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

async function openSocket(): Promise<WebSocket> {
  const cookie = (await lab.page.context().cookies(lab.origin)).map(({ name, value }) => `${name}=${value}`).join('; ')
  const socket = new WebSocket(`${lab.origin.replace('http', 'ws')}/rpc`, { origin: lab.origin, headers: { cookie } })
  await once(socket, 'open')
  return socket
}

async function answerTo(socket: WebSocket, text: string): Promise<unknown> {
  socket.send(text)
  const [data, isBinary] = (await once(socket, 'message')) as [Buffer, boolean]
  return readMessage(data, isBinary)
}

async function closeCodeAfter(content: string | Buffer): Promise<number> {
  const socket = await openSocket()
  socket.on('error', () => undefined)
  socket.send(content)
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

describe('training', () => {
  it('streams every epoch to the page and to any other socket, and stores the model', async () => {
    const events: EventMessage[] = []
    const done = new Promise<void>((resolve) => {
      lab.client.on('epochs', (data) => events.push({ event: 'epochs', data }))
      lab.client.on('run', (run) => {
        if (run.status === 'done') resolve()
      })
    })
    const { runs } = await lab.client.call('experiments.start', tinyExperiment)
    await done
    const epochs = events.flatMap((message) => (message.event === 'epochs' ? message.data.epochs.map(({ epoch }) => epoch) : []))
    expect(epochs).toEqual(Array.from({ length: tinyEpochs + 1 }, (_, epoch) => epoch))
    const run = runs[0]?.id ?? 0
    expect((await lab.client.call('runs.get', { run })).status).toBe('done')
    const model = await lab.client.call('models.get', { run, kind: 'last' })
    expect(model.file).toBeInstanceOf(Uint8Array)
    expect(model.file.length).toBe(model.bytes)
  })

  it('leaves a page without problems and without requests to the outside', () => {
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  })
})

describe('messages', () => {
  it('that are no JSON close the socket with 1007, and the lab goes on', async () => {
    expect(await closeCodeAfter('{"id": 1, "op":')).toBe(1007)
    expect(await closeCodeAfter('null')).toBe(1007)
    expect(await closeCodeAfter('{"op":"app.info"}')).toBe(1007)
    expect(await closeCodeAfter(Buffer.from([1, 2, 3]))).toBe(1007)
    expect((await lab.client.call('app.info')).shell).toBe('loopback')
  })

  it('of more than a mebibyte close the socket with 1009', async () => {
    expect(await closeCodeAfter(JSON.stringify({ id: 1, op: 'x'.repeat(1 << 20) }))).toBe(1009)
  })

  it('that are nested without end are answered, not died of', async () => {
    const socket = await openSocket()
    const depth = 200_000
    const answer = await answerTo(socket, `{"id":7,"op":"runs.list","input":${'['.repeat(depth)}${']'.repeat(depth)}}`)
    expect(answer).toMatchObject({ id: 7, result: { ok: false, code: 'invalid' } })
    socket.close()
  })

  it.each([
    ['{"id":1,"op":"no.such","input":{}}', 'not-found'],
    ['{"id":1,"op":"constructor"}', 'not-found'],
    ['{"id":1,"op":"__proto__"}', 'not-found'],
    ['{"id":1,"op":["app.info"]}', 'not-found'],
    ['{"id":1}', 'not-found'],
    ['{"id":1,"op":"runs.list","input":{"__proto__":{"limit":1}}}', 'invalid'],
    ['{"id":1,"op":"runs.get","input":{"run":"1"}}', 'invalid'],
    ['{"id":1,"op":"runs.get","input":{"run":{"$bytes":"AAAA"}}}', 'invalid'],
    ['{"id":1,"op":"runs.get","input":{"run":1e999}}', 'invalid'],
  ])('%s is answered with %s', async (text, code) => {
    const socket = await openSocket()
    const answer = (await answerTo(socket, text)) as { id: number; result: { ok: boolean; code?: string } }
    expect(answer.id).toBe(1)
    expect(answer.result.ok).toBe(false)
    expect(['invalid', 'not-found']).toContain(answer.result.code)
    expect(answer.result.code).toBe(code)
    socket.close()
  })
})
