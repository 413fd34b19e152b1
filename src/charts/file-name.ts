/** File names from titles, valid on Linux, macOS and Windows. */

const longest = 80
/** Names that Windows keeps for devices, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** The title as a file name with this extension: letters and digits of any script, the rest as single hyphens. */
export function fileName(title: string, extension: string): string {
  const words = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
    .replace(/\.+-/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
  const cut = [...words]
    .slice(0, longest)
    .join('')
    .replace(/[-._]+$/, '')
  const safe = cut === '' ? 'figure' : reserved.test(cut) ? `${cut}-figure` : cut
  return `${safe}.${extension}`
}
