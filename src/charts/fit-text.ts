/** A text cut to a width. */

/** The text, cut with an ellipsis where it is wider than the room. */
export function fitText(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text
  let cut = [...text]
  while (cut.length > 0 && measure(`${cut.join('').trimEnd()}…`) > room) cut = cut.slice(0, -1)
  return `${cut.join('').trimEnd()}…`
}

/** The same for a name, which loses its middle: several of them mostly begin with the same words and differ in the last ones. */
export function fitName(name: string, room: number, measure: (text: string) => number): string {
  if (measure(name) <= room) return name
  const letters = [...name]
  for (let left = letters.length - 1; left > 0; left--) {
    const head = Math.floor(left / 3)
    const begin = letters.slice(0, head).join('').trimEnd()
    const end = letters
      .slice(head - left)
      .join('')
      .trimStart()
    const cut = `${begin}…${end}`
    if (measure(cut) <= room) return cut
  }
  return '…'
}
