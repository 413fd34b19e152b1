/** How the samples of each class are marked over the plane: as run slots are, by colour and shape. */
import { type Marker, slot, slotCount } from '../../../charts/slots'

export interface ClassMark {
  label: number
  marker: Marker
  fill: string
  stroke: string
}

/** A solid mark has the paper's outline, so that marks side by side stay apart. */
export function classMarks(classes: number): ClassMark[] {
  return Array.from({ length: classes }, (_, label) => {
    const number = (label % slotCount) + 1
    const { marker, open } = slot(number)
    const colour = `var(--run-${number})`
    const solid = !open && marker !== 'cross' && marker !== 'star'
    return { label, marker, fill: open ? 'var(--ui-bg)' : colour, stroke: solid ? 'var(--ui-bg)' : colour }
  })
}
