/** Where the units and edges of the network diagram stand. */

export interface DiagramNode {
  y: number
  /** One of the dots that stand for units that are not drawn. */
  dot: boolean
}

export interface DiagramColumn {
  x: number
  radius: number
  nodes: DiagramNode[]
}

export interface DiagramEdge {
  path: string
  /** The layer that the edge leads to, counted as in the configuration. */
  layer: number
}

/** Units drawn one by one; a wider layer shows eight places, two of them dots. */
const mostUnits = 9
/** Room at the bottom for the two lines of words under a column. */
const wordsHeight = 40
const margin = 10

/** One column for the input and one a layer, spread over the width. */
export function placeColumns(units: readonly number[], size: { width: number; height: number }): DiagramColumn[] {
  const room = Math.max(1, size.height - wordsHeight - 2 * margin)
  return units.map((count, i) => {
    const shown = Math.max(1, Math.min(Math.floor(count), count > mostUnits ? mostUnits - 1 : mostUnits))
    const gap = Math.min(64, room / (mostUnits - 1))
    const middle = margin + room / 2
    const nodes = Array.from({ length: shown }, (_, k) => ({ y: middle + (k - (shown - 1) / 2) * gap, dot: count > mostUnits && (k === 3 || k === 4) }))
    return { x: ((i + 0.75) * size.width) / (units.length + 0.5), radius: Math.min(9, gap * 0.3), nodes }
  })
}

/** Every unit joined with every unit of the next column; dots join nothing. */
export function placeEdges(columns: readonly DiagramColumn[]): DiagramEdge[] {
  return columns.slice(1).flatMap((to, layer) => {
    const from = columns[layer]
    if (!from) return []
    return from.nodes.flatMap((a) =>
      to.nodes.filter((b) => !a.dot && !b.dot).map((b) => ({ layer, path: `M${from.x.toFixed(1)} ${a.y.toFixed(1)}L${to.x.toFixed(1)} ${b.y.toFixed(1)}` })),
    )
  })
}
