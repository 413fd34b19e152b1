/** A text cut to a width. */

/** The text, cut with an ellipsis where it is wider than the room. */
export function fitText(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text
  let cut = [...text]
  while (cut.length > 0 && measure(`${cut.join('').trimEnd()}…`) > room) cut = cut.slice(0, -1)
  return `${cut.join('').trimEnd()}…`
}
