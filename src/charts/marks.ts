/** What a dataset says about itself to the plugins that draw on top of the curves. */

export interface CurveMark {
  /** The name at the end of the line. */
  label: string
  slot: number
  width: number
  opacity: number
}

declare module 'chart.js' {
  interface LineControllerDatasetOptions {
    /** Only on the dataset that is a curve: bands' bounds and single trials have none. */
    curve: CurveMark
  }
}
