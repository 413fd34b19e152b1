/** Colours of a canvas as SVG takes them everywhere: opaque, with the opacity beside. */

export interface Paint {
  colour: string
  /** 0 to 1. */
  opacity: number
}

/** Reads `#RRGGBB`, `#RRGGBBAA`, `#RGB` and `rgba(r, g, b, a)`; another word, such as "transparent", passes as it is. */
export function paintOf(style: string): Paint {
  const hex = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(style)
  if (hex) return { colour: `#${hex[1]}`, opacity: hex[2] === undefined ? 1 : Number.parseInt(hex[2], 16) / 255 }
  const rgba = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*([\d.]+)\s*)?\)$/.exec(style)
  if (!rgba) return style === 'transparent' ? { colour: 'none', opacity: 1 } : { colour: style, opacity: 1 }
  const two = (channel: string | undefined) => Number(channel).toString(16).padStart(2, '0')
  return { colour: `#${two(rgba[1])}${two(rgba[2])}${two(rgba[3])}`, opacity: rgba[4] === undefined ? 1 : Number(rgba[4]) }
}
