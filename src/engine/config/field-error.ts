/** A value of the configuration that the data at hand does not allow, found when the data is there. */

export class FieldError extends Error {
  override readonly name = 'FieldError'

  /**
   * @param field dotted path of the field at fault
   * @param message what is set, and what the data has
   */
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message)
  }
}
