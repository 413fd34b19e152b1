/** A figure of the report as a specification: panels with their data and all words, without a canvas. */
import type { FigureNumber } from '../../api/report'
import type { LineEvidence, MisreadEvidence, PlaneEvidence } from '../../report/evidence'
import type { LegendEntry } from '../figure-layout'
import type { CurveSeries } from '../series'

interface PanelWords {
  /** "a", "b", ...; empty where the figure has one panel. */
  letter: string
  title: string
  /** Facts of what is drawn, under the title, such as the seed and its final loss; may be empty. */
  about: string
  /** Why something is not drawn, such as quartiles of 3 trials; empty where all is. */
  note: string
}

/** Curves with bands over epochs. */
export interface CurvePanel extends PanelWords {
  kind: 'curves'
  series: readonly CurveSeries[]
  /** Names at the line ends; a panel of one curve needs none. */
  endLabels: boolean
  xTitle: string
  yTitle: string
  logX?: boolean
  logY: boolean
  /** x values are whole numbers, such as epochs (the default). */
  wholeX?: boolean
  /** The slot's marker on the lines; drawn where there are several unless said otherwise. */
  markers?: boolean
  /** First epoch of the axis; 0 where it is left out. */
  xMin?: number
  xMax?: number
  yMin?: number
  yMax?: number
  yStep?: number
  /** All ticks, from the lowest to the highest end of the axis. */
  yTicks?: readonly number[]
}

/** Samples, the fitted line, and the true line. */
export interface FitPanel extends PanelWords {
  kind: 'fit'
  evidence: LineEvidence
  xTitle: string
  yTitle: string
  /** From end to end of the axis; shared by the figure's panels, so that slopes can be compared. */
  yTicks: readonly number[]
}

/** Samples of two classes over the probability of class 1, with the 0.5 contour. */
export interface BoundaryPanel extends PanelWords {
  kind: 'boundary'
  evidence: PlaneEvidence
  xTitle: string
  yTitle: string
}

/** One box a setting with every trial's point. */
export interface BoxPanel extends PanelWords {
  kind: 'boxes'
  boxes: readonly BoxGroup[]
  /** Stands above the labels, such as "Batch size". */
  yTitle: string
  xTitle: string
  /** `error` places an accuracy by the logarithm of 1 - accuracy, where settings differ by far more than their trials. */
  scale: 'linear' | 'error'
}

export interface BoxGroup {
  label: string
  /** Run slot. */
  slot: number
  /** Shown without a part in any verdict. */
  beside: boolean
  /** One value a trial that has one. */
  values: readonly { seed: number; value: number }[]
  /** Null below 4 trials, which have no quartiles worth drawing. */
  quartiles: BoxQuartiles | null
  /** Trials without a value. */
  diverged: number
  missing: number
}

/** `low` and `high` are the furthest trials within 1.5 interquartile ranges of the box: J. W. Tukey, "Exploratory Data Analysis", 1977. */
export interface BoxQuartiles {
  q1: number
  median: number
  q3: number
  low: number
  high: number
}

/** Misread digits as images, each with true class, predicted class and confidence. */
export interface ImagesPanel extends PanelWords {
  kind: 'images'
  evidence: MisreadEvidence
}

/** Settings as lines through an axis for each of their fields, such as those of a sweep. */
export interface ParallelPanel extends PanelWords {
  kind: 'parallel'
  axes: readonly ParallelAxis[]
  lines: readonly ParallelLine[]
}

export interface ParallelAxis {
  title: string
  /** 0 is the bottom of the axis, 1 its top. */
  ticks: readonly { text: string; place: number }[]
}

export interface ParallelLine {
  label: string
  /** Run slot. */
  slot: number
  /** One an axis; null where the setting has no such field. */
  places: readonly (number | null)[]
}

/** The place of a panel whose data is not there: `note` says why. */
export interface MissingPanel extends PanelWords {
  kind: 'missing'
}

export type Panel = CurvePanel | FitPanel | BoundaryPanel | BoxPanel | ImagesPanel | ParallelPanel | MissingPanel

/** Rows of panels under one title, legend and caption. */
export interface FigureSpec {
  title: string
  /** "Quick look: 4 of 15 seeds, 5 of 50 epochs"; empty in full size. Drawn within the picture. */
  quickMark: string
  legend: readonly LegendEntry[]
  rows: readonly (readonly Panel[])[]
  /** States the settings. */
  caption: string
  /** The figure in words, for readers who do not see it. */
  summary: string
}

export interface ReportFigureSpec extends FigureSpec {
  figure: FigureNumber
}
