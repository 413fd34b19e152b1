/** A text of the guide as words and formulas: what stands between two dollar signs is LaTeX. */

export type Piece = { kind: 'words'; text: string } | { kind: 'formula'; tex: string }

/** Throws an Error where a dollar sign has no partner. */
export function splitFormulas(text: string): Piece[] {
  const parts = text.split('$')
  if (parts.length % 2 === 0) throw new Error(`A formula is not ended: ${text}`)
  return parts.flatMap((part, i): Piece[] => {
    if (part === '') return []
    return [i % 2 === 0 ? { kind: 'words', text: part } : { kind: 'formula', tex: part }]
  })
}
