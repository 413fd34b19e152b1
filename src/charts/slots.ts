/** The ten run slots: a colour per theme, a dash and a marker, any one of which tells runs apart. */

export const slotCount = 10

export type Marker = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'star'

export interface Slot {
  name: string
  light: string
  dark: string
  /** Lengths of dash and gap in pixels of a 2 px line; empty is solid. */
  dash: readonly number[]
  marker: Marker
  /** The marker is an outline around the panel's colour. */
  open: boolean
}

/** In order; a run keeps its slot, whatever the theme. */
export const slots: readonly Slot[] = [
  { name: 'blue', light: '#3C64C9', dark: '#4D79E4', dash: [], marker: 'circle', open: false },
  { name: 'amber', light: '#C5820D', dark: '#F18D08', dash: [7, 3], marker: 'square', open: false },
  { name: 'green', light: '#2F611A', dark: '#A2D898', dash: [2, 2], marker: 'triangle', open: false },
  { name: 'magenta', light: '#BF2374', dark: '#C56BA4', dash: [9, 3, 2, 3], marker: 'diamond', open: false },
  { name: 'violet', light: '#450F96', dark: '#AE9BF4', dash: [12, 4], marker: 'cross', open: false },
  { name: 'yellow', light: '#7E7200', dark: '#FED645', dash: [4, 2, 1, 2], marker: 'star', open: false },
  { name: 'red', light: '#C85961', dark: '#DE3F25', dash: [1, 3], marker: 'circle', open: true },
  { name: 'sky', light: '#2F9CD8', dark: '#6FD4FB', dash: [14, 3, 2, 3, 2, 3], marker: 'square', open: true },
  { name: 'brown', light: '#533624', dark: '#C39C90', dash: [5, 5], marker: 'triangle', open: true },
  { name: 'grey', light: '#8A949B', dark: '#E4E4E4', dash: [3, 1], marker: 'diamond', open: true },
]

/** The slot with this number. Throws a RangeError outside 1 to 10. */
export function slot(number: number): Slot {
  const found = slots[number - 1]
  if (!found) throw new RangeError(`there is no run slot ${number}: slots go from 1 to ${slotCount}`)
  return found
}

/** The dash for a line of this width, in the same proportion as at 2 px. */
export function scaledDash(number: number, lineWidth: number): number[] {
  return slot(number).dash.map((length) => (length * lineWidth) / 2)
}
