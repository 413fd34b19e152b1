/** A text for a report of a mistake. A stranger may read it: it holds no path of the user's, no name of a run, no token and no other text that was typed. */
import type { AppInfo } from '../../api/contract'
import type { Mistake } from './log'

/** Folders of this computer, and what stands for them. */
export interface Places {
  home: string
  /** Of the data. */
  folder: string
  /** Of the program. */
  program: string
}

export interface Diagnostics {
  info: AppInfo
  system: { platform: string; arch: string; release: string }
  /** Rows of runs. */
  runs: number
  /** Oldest first. */
  mistakes: readonly Mistake[]
  places: Places
}

/** Classes of errors whose messages the JavaScript engine makes, of names in the program; a SyntaxError quotes what it has read. */
const plainErrors = new Set(['TypeError', 'RangeError', 'ReferenceError'])

export function describeDiagnostics({ info, system, runs, mistakes, places }: Diagnostics): string {
  const { node, sqlite, electron, chrome } = info.versions
  const versions = [
    `Node.js ${node}`,
    `SQLite ${sqlite}`,
    ...(electron === null ? [] : [`Electron ${electron}`]),
    ...(chrome === null ? [] : [`Chromium ${chrome}`]),
  ]
  return [
    `Backprop Lab ${info.version} (${info.shell})`,
    `${system.platform} ${system.release}, ${system.arch}`,
    versions.join(', '),
    `Kernels: ${info.kernels}, ${info.workers} workers`,
    `Database: ${info.data.databaseBytes} bytes, ${runs} runs, ${info.writable ? 'writable' : 'read only'}`,
    mistakes.length === 0 ? 'No mistake was written down.' : 'Mistakes that were written down, oldest first:',
    ...mistakes.flatMap((mistake) => describe(mistake, places)),
    '',
  ].join('\n')
}

function describe({ at, where, name, message, frames }: Mistake, places: Places): string[] {
  const said = plainErrors.has(name) ? `: ${withoutQuotes(message)}` : ''
  return [hidePlaces(`${at} ${where}: ${name}${said}`, places), ...frames.map((frame) => `  ${hidePlaces(frame, places)}`)]
}

/** A quoted word is a name in the program; anything else that is quoted may be the user's. */
function withoutQuotes(message: string): string {
  return message.replace(/(["'`])(.*?)\1/gs, (whole: string, _quote: string, inner: string) => (/^[\w$]{0,40}$/.test(inner) ? whole : '…'))
}

/** Puts words in the place of folders, and ~ in the place of anybody's home. */
export function hidePlaces(text: string, { home, folder, program }: Places): string {
  const named = [
    [folder, '<data>'],
    [program, '<program>'],
    [home, '~'],
  ] as const
  // The longest first: the data lie within the home.
  const ordered = [...named].sort(([a], [b]) => b.length - a.length)
  const hidden = ordered.reduce((left, [path, word]) => spellings(path).reduce((now, spelling) => now.replaceAll(spelling, word), left), text)
  return hidden.replace(/(?:[A-Za-z]:)?[\\/](?:home|Users)[\\/][^\\/\s:]+/g, '~')
}

/** As a path of the system, with other slashes, and as in an address. */
function spellings(path: string): string[] {
  if (path.length < 2) return []
  const slashes = path.replaceAll('\\', '/')
  return [...new Set([path, slashes, encodeURI(slashes)])].sort((a, b) => b.length - a.length)
}
