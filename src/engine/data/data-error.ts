/** The one error of everything that reads bytes or text made elsewhere: it says which file, where in it, and what is wrong. */

export class DataError extends Error {
  override readonly name = 'DataError'

  /**
   * @param file the file's name, or what the user calls the input
   * @param place where in it, such as "byte 16" or "drawing 3, stroke 0", for a user to find it
   * @param problem what was expected and what was found
   */
  constructor(
    readonly file: string,
    readonly place: string,
    readonly problem: string,
  ) {
    super(`${file}, ${place}: ${problem}`)
  }
}
