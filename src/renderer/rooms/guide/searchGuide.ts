/** Finds sections of the guide by their words. */
import type { Block, Chapter, Section } from './chapter'
import { partAnchor, partLists } from './partLists'

export interface Hit {
  chapter: Chapter
  section: Section
  /** Where in the chapter to go: the section, or the part that bears the words in its name. */
  at: string
  /** What was found there, in the text's own words. */
  excerpt: string
}

/** Letters around the first word that is found. */
const excerptLetters = 90

/** @returns the sections that have every word, in the order of the guide; none for no words */
export function searchGuide(chapters: readonly Chapter[], search: string): Hit[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const hasAll = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  return chapters.flatMap((chapter) =>
    chapter.sections.flatMap((section): Hit[] => {
      const part = section.blocks.flatMap((block) => (block.kind === 'parts' ? partLists[block.parts] : [])).find(({ title }) => hasAll(title))
      if (part) return [{ chapter, section, at: partAnchor(part.title), excerpt: part.title }]
      const text = section.blocks.map(textOf).filter(Boolean).join(' ')
      if (!hasAll(`${chapter.title} ${section.title} ${text}`)) return []
      return [{ chapter, section, at: section.id, excerpt: excerptOf(text, words) }]
    }),
  )
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text.replaceAll(/\$[^$]*\$/g, '…')
    case 'list':
      return block.items.join(' ').replaceAll(/\$[^$]*\$/g, '…')
    case 'parts':
      return partLists[block.parts].map(({ title }) => title).join(', ')
    case 'formula':
    case 'example':
      return ''
  }
}

function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase()
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0)
  const from = Math.max(0, Math.min(...(places.length > 0 ? places : [0])) - 30)
  const piece = text.slice(from, from + excerptLetters).trim()
  return `${from > 0 ? '…' : ''}${piece}${from + excerptLetters < text.length ? '…' : ''}`
}
