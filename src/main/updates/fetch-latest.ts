/** The one request that the lab ever makes, when it is told to: which release is the latest. */
import * as z from 'zod'
import { LabError } from '../../api/failure'
import { parseVersion, versionText } from './version'

export interface FetchOptions {
  request?: typeof fetch
  /** Milliseconds that all of the answer may take. */
  limit?: number
}

const usualLimit = 10_000
/** An answer has some kilobytes: the text of a release and the list of its files. */
const mostBytes = 1024 ** 2

/** Of GitHub's answer the one field that is used. */
const releaseSchema = z.object({ tag_name: z.string() })

/**
 * The version of the latest release, or null where none was published. Nothing of this lab is sent, no redirection is followed, and of the
 * answer nothing but a version is taken.
 * @throws LabError `data` that says what came instead
 */
export async function fetchLatest(address: string, { request = fetch, limit = usualLimit }: FetchOptions = {}): Promise<string | null> {
  const { host, protocol } = new URL(address)
  if (protocol !== 'https:') throw new LabError('data', `Updates are looked for over https alone, not at ${address}`)
  const signal = AbortSignal.timeout(limit)
  try {
    // GitHub answers nobody without a name.
    const headers = { accept: 'application/vnd.github+json', 'user-agent': 'backprop-lab' }
    const response = await request(address, { headers, signal, redirect: 'manual', credentials: 'omit', cache: 'no-store' })
    if (response.status === 404) return null
    if (response.status !== 200) throw new LabError('data', `${host} answered with status ${response.status}: try again later`)
    return versionIn(await readText(response, host), host)
  } catch (error) {
    if (error instanceof LabError) throw error
    if (signal.aborted) throw new LabError('data', `${host} did not answer within ${limit / 1000} s: try again later`)
    throw new LabError('data', `${host} cannot be reached: look whether this computer is connected`)
  }
}

/** Stops reading as soon as there is too much, whatever length was announced. */
async function readText(response: Response, host: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > mostBytes) throw new LabError('data', `${host} answered with more than ${mostBytes / 1024 ** 2} MB, which is no release`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function versionIn(text: string, host: string): string {
  const release = releaseSchema.safeParse(parseJson(text))
  const version = release.success ? parseVersion(release.data.tag_name) : null
  if (version === null) throw new LabError('data', `${host} answered with something that names no version`)
  return versionText(version)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
