/** Text that somebody wrote, as it is shown in a line: cut to a length, and with the marks made visible that turn or hide what stands around them. */

/** Controls, marks of direction, and what has no width. A line break is shown as a space. */
const hidden = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** @param most characters of the text; what is cut ends in an ellipsis */
export function plainLine(text: string, most = 160): string {
  const cut = text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/u, '')}…` : text
  return cut.replace(hidden, (mark) => (/\s/u.test(mark) ? ' ' : `⟨${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`))
}

/** Addresses of pages in a text, each once. */
export function linksIn(text: string): string[] {
  const found = text.slice(0, 100_000).match(/https?:\/\/[^\s<>"')\]]+/gu) ?? []
  return [...new Set(found.map((link) => link.replace(/[.,;:!?]+$/u, '')))].slice(0, 20)
}
