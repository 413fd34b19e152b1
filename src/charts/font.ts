/** A font as a canvas takes it. */

export function fontOf(family: string | undefined, size: number, weight: number): string {
  return `${weight} ${size}px ${family ?? 'sans-serif'}`
}
