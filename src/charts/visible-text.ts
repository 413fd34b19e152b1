/** Words of a user as a picture shows them: every character is one that can be seen, and there are not too many. */

/** Control characters, and marks that turn the direction of writing: they would steer the reader, not tell him anything. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A picture has no room for more. */
const longest = 600

export function visibleText(text: string): string {
  const cut = text.length > longest ? `${[...text.slice(0, longest)].slice(0, -1).join('')}…` : text
  return cut.replace(steering, '\ufffd')
}
