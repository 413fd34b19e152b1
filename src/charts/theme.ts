/** The colours and the type that a chart is drawn with: handed in, so that screen, file and terminal share the code. */
import { slots } from './slots'

export interface ChartTheme {
  name: 'light' | 'dark'
  /** Behind the data, and inside open markers. */
  panel: string
  text: string
  textMuted: string
  textHighlighted: string
  grid: string
  axis: string
  /** Colours of the run slots, slot 1 first. */
  slots: readonly string[]
  /** Opacity of a band, 0 to 1. */
  bandOpacity: number
  /** Opacity of a single trial under its aggregate, 0 to 1. */
  trialOpacity: number
  fontFamily: string
}

const fontFamily = "'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, sans-serif"

/** The same values as the style sheet's tokens; a test compares the two. */
export const chartThemes: { readonly light: ChartTheme; readonly dark: ChartTheme } = {
  light: {
    name: 'light',
    panel: '#FFFFFF',
    text: '#2A3234',
    textMuted: '#4C5759',
    textHighlighted: '#0F1416',
    grid: '#E4E8E5',
    axis: '#9AA4A2',
    slots: slots.map((slot) => slot.light),
    bandOpacity: 0.18,
    trialOpacity: 0.33,
    fontFamily,
  },
  dark: {
    name: 'dark',
    panel: '#151A1D',
    text: '#D3DAD9',
    textMuted: '#A6B1B1',
    textHighlighted: '#F2F6F5',
    grid: '#242C30',
    axis: '#5F6D72',
    slots: slots.map((slot) => slot.dark),
    bandOpacity: 0.3,
    trialOpacity: 0.33,
    fontFamily,
  },
}

/** The colour of a run slot in this theme. Throws a RangeError outside 1 to 10. */
export function slotColour(theme: ChartTheme, number: number): string {
  const colour = theme.slots[number - 1]
  if (colour === undefined) throw new RangeError(`there is no run slot ${number}: slots go from 1 to ${theme.slots.length}`)
  return colour
}

/** A colour `#RRGGBB` with an opacity, as `#RRGGBBAA`. */
export function withOpacity(colour: string, opacity: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new TypeError(`expected a colour of six hexadecimal digits, got "${colour}"`)
  return `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`
}
