/** The lab on 127.0.0.1: the window's files over HTTP, calls and events over one socket a window. */
import { createServer, STATUS_CODES, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Lab } from '../lab/options'
import { createAccess } from './access'
import { judgeUpgrade, type Refusal } from './gate'
import { answerRequest, answerText, knockOf } from './pages'
import { findPortHolder } from './port-holder'
import { maxIncoming, serveSocket } from './socket'

export interface ServeOptions {
  lab: Lab
  /** Folder of the built window. */
  rendererRoot: string
  /** 0 takes any free port. */
  port: number
}

export interface LabServer {
  /** Address with a token that opens the lab once. */
  readonly url: string
  readonly port: number
  /** Another address, for another browser. */
  newUrl(): string
  /** Closes every connection; the lab goes on. */
  close(): Promise<void>
}

/** Rejects where the port cannot be had; the error names it. */
export async function serveLab({ lab, rendererRoot, port: wanted }: ServeOptions): Promise<LabServer> {
  const server = createServer()
  const port = await listen(server, wanted)
  const access = createAccess(port)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxIncoming, perMessageDeflate: false })

  server.on('request', (request, response) => {
    answerRequest(request, response, { port, access, rendererRoot }).catch((error: unknown) => {
      console.error(error)
      if (!response.headersSent) answerText(response, 500, 'The lab could not read one of its own files.')
      else response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const verdict = judgeUpgrade(knockOf(request), port, access)
    if (verdict.kind === 'refuse') return refuseUpgrade(socket, verdict)
    sockets.handleUpgrade(request, socket, head, (opened) => serveSocket(opened, lab))
  })

  const newUrl = () => `http://127.0.0.1:${port}${access.ticket()}`
  return { url: newUrl(), port, newUrl, close: () => close(server, sockets) }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(inWords(error, port)))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'))
      else resolve(address.port)
    })
  })
}

function inWords(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    const holder = findPortHolder(port)
    const who = holder === null ? 'another program' : `${holder.name} (process ${holder.pid})`
    return new Error(`Port ${port} is in use by ${who}. Choose another with --port, or leave it out to take any free one.`)
  }
  if (code === 'EACCES') return new Error(`Port ${port} may not be used by this account. Choose one above 1023 with --port.`)
  return error
}

function refuseUpgrade(socket: Duplex, { status, reason }: Refusal): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${reason}\n`)
}

function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate()
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
