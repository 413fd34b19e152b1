/** Design tokens as a canvas sees them: colours come from the style sheet, so that both themes have one source. */
import { ref } from 'vue'

/** Counts changes of the theme: whatever draws on a canvas watches it and draws anew. */
export const themeTick = ref(0)

/** Follows the class of the root, because tokens change only when it is set. */
export function watchTheme(): void {
  const observer = new MutationObserver(() => themeTick.value++)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] })
}

export function isDarkNow(): boolean {
  return document.documentElement.classList.contains('dark')
}

/** The value of a custom property, such as `token('--run-1')`. Short hexadecimal colours come back with six digits. */
export function token(name: string): string {
  return sixDigits(getComputedStyle(document.documentElement).getPropertyValue(name).trim())
}

/** A minifier turns #FFFFFF into #fff; an alpha can be appended to six digits only. */
export function sixDigits(colour: string): string {
  if (!/^#[0-9a-f]{3}$/i.test(colour)) return colour
  const digits = [...colour.slice(1)]
  return `#${digits.map((digit) => digit + digit).join('')}`
}

/** The colour of a run's slot, 1 to 10. */
export function runColour(slot: number): string {
  return token(`--run-${slot}`)
}
