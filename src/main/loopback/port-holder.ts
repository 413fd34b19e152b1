/** Who listens on a port of this computer, where the system says so without asking anybody: Linux, by /proc. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** State of a socket that listens, in /proc/net/tcp. */
const LISTENING = '0A'

export interface PortHolder {
  pid: number
  /** Name of its program. */
  name: string
}

/** Null where it cannot be told: on other systems, or when the program belongs to another user. */
export function findPortHolder(port: number, proc = '/proc'): PortHolder | null {
  try {
    const sockets = listeningSockets(readFileSync(`${proc}/net/tcp`, 'utf8'), port)
    const pid = readdirSync(proc).find((entry) => /^\d+$/.test(entry) && holdsOneOf(`${proc}/${entry}/fd`, sockets))
    return pid === undefined ? null : { pid: Number(pid), name: readFileSync(`${proc}/${pid}/comm`, 'utf8').trim() }
  } catch {
    return null
  }
}

/**
 * The sockets that listen on the port, as the links of a process name them. A line of the table reads
 * `0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 12345 ...`: number, address:port in hexadecimal, peer,
 * state, queues, timer, retransmissions, user, timeout, inode.
 */
export function listeningSockets(table: string, port: number): Set<string> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return new Set(rows.filter(([, local, , state]) => local?.endsWith(wanted) && state === LISTENING).map((columns) => `socket:[${columns[9]}]`))
}

/** Other users' processes do not show their files, and any process may end meanwhile. */
function holdsOneOf(folder: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(folder).some((file) => sockets.has(readlinkOrNothing(`${folder}/${file}`)))
  } catch {
    return false
  }
}

function readlinkOrNothing(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
