/** A Vite plugin that takes the woff2 files of KaTeX's fonts alone: the browser of the lab never asks for the copies in older formats. */
import type { Plugin } from 'vite'

const olderFormats = /,\s*url\([^)]+\)\s*format\(["'](?:woff|truetype)["']\)/g

export function katexFonts(): Plugin {
  return {
    name: 'katex-fonts',
    enforce: 'pre',
    transform: {
      filter: { id: /katex(\.min)?\.css/ },
      handler: (css) => css.replace(olderFormats, ''),
    },
  }
}
