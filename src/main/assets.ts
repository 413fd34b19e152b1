/** The files of the window: which of them an address names, and nothing outside their folder. */
import { readFile, realpath } from 'node:fs/promises'
import { extname, isAbsolute, join, relative } from 'node:path'

export interface Asset {
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Names that Windows takes for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:$|\.)/i

/**
 * The segments of a file below the renderer's folder, or null where the path (percent-encoded, without query) could name anything
 * else: parents, backslashes, drives, devices, control characters. `/` is the page itself.
 */
export function assetSegments(pathname: string): string[] | null {
  if (!pathname.startsWith('/')) return null
  const decoded = decode(pathname)
  if (decoded === null) return null
  if (decoded === '/') return ['index.html']
  const segments = decoded.slice(1).split('/')
  return segments.every(isPlainName) ? segments : null
}

/** Whether `path` lies inside `folder`; both are real paths, free of links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..'
}

/** Reads what the path names, or null where there is no such file in the folder. Links that lead out of it are no files of it. */
export async function readAsset(folder: string, pathname: string): Promise<Asset | null> {
  const segments = assetSegments(pathname)
  if (segments === null) return null
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, ...segments))
    if (!isInside(root, file)) return null
    return { type: contentTypes[extname(file)] ?? 'application/octet-stream', bytes: new Uint8Array(await readFile(file)) }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

function isPlainName(segment: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (segment === '' || /[\u0000-\u001f\u007f\\:*?"<>|]/.test(segment)) return false
  return !/[. ]$/.test(segment) && !deviceName.test(segment)
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP' || code === 'EACCES'
}
