/** Colours of a canvas as SVG takes them everywhere: opaque, with the opacity beside. */

export interface Paint {
  colour: string
  /** 0 to 1. */
  opacity: number
}

/** Reads `#RRGGBB`, `#RRGGBBAA`, `#RGB` and `rgba(r, g, b, a)`; another word, such as "transparent", passes as it is. */
export function paintOf(style: string): Paint {
  if (style === 'transparent') return { colour: 'none', opacity: 1 }
  if (/^#[0-9a-f]{6}$|^#[0-9a-f]{8}$/i.test(style)) {
    return { colour: style.slice(0, 7), opacity: style.length === 7 ? 1 : Number.parseInt(style.slice(7), 16) / 255 }
  }
  const channels = /^rgba?\(([\d\s.,]+)\)$/.exec(style)?.[1]?.split(',').map(Number) ?? []
  const [red, green, blue, opacity = 1] = channels
  if (red === undefined || green === undefined || blue === undefined) return { colour: style, opacity: 1 }
  return { colour: `#${[red, green, blue].map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`, opacity }
}
