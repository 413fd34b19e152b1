/** What takes long comes after the frame that is being made, so that what is there is seen at once. */

/** Resolves when the next frame is on the screen. */
export function afterFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
