/** Who holds a port: this test's own server, told by the system's tables. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { findPortHolder, listeningSockets } from '../../../../src/main/loopback/port-holder'

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 67890 1 0000 100 0 0 10 0
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11111 1 0000 100 0 0 10 0`

describe('listeningSockets', () => {
  test('takes the listening socket of the port, not its connections or other ports', () => {
    // 8080 is 1F90 in hexadecimal, 80 is 0050.
    expect(listeningSockets(table, 8080)).toEqual(new Set(['socket:[12345]']))
    expect(listeningSockets(table, 80)).toEqual(new Set(['socket:[11111]']))
    expect(listeningSockets(table, 1)).toEqual(new Set())
  })
})

describe('findPortHolder', () => {
  test.runIf(process.platform === 'linux')('names the process that listens (Linux)', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(findPortHolder(port)?.pid).toBe(process.pid)
    server.close()
    await once(server, 'close')
    expect(findPortHolder(port)).toBeNull()
  })

  test('says nothing where there is no such table', () => {
    expect(findPortHolder(8080, '/does/not/exist')).toBeNull()
  })
})
