/** The ledger as it is written to a file: figures with their trials, claims with verdicts, and what decides them. */
import type { FigureNumber, FigureVariant, RecordedFigure } from '../api/report'
import { verdicts, type Claim, type Judgement, type Sensitivity, type Verdict } from './claims'
import type { ReportEvidence } from './evidence'
import { reportFigure } from './figures'
import { claims, judge, sensitivities } from './judge'

export const ledgerFormat = 'backprop-lab-claims'
export const ledgerVersion = 1

/** A claim with its words and how it was judged. */
export type LedgerClaim = Pick<Claim, 'figure' | 'words' | 'test'> & Judgement

export interface LedgerSetting {
  label: string
  configDigest: string
  /** Takes no part in any verdict. */
  beside: boolean
  /** Trials with all epochs, ended by divergence, and not recorded. */
  done: number
  diverged: number
  missing: number
}

export interface LedgerFigure {
  figure: FigureNumber
  title: string
  variant: FigureVariant
  epochs: number
  seeds: readonly number[]
  settings: readonly LedgerSetting[]
}

/** How many claims came out each way; null counts those without data. */
export type Tally = Record<Verdict | 'no verdict', number>

export interface Ledger {
  format: typeof ledgerFormat
  version: typeof ledgerVersion
  /** Version of the program. */
  program: string
  variant: FigureVariant
  tally: Tally
  figures: readonly LedgerFigure[]
  claims: readonly LedgerClaim[]
  sensitivity: readonly Sensitivity[]
}

export interface LedgerOptions {
  variant: FigureVariant
  /** Figures whose claims are listed; the evidence may hold more, which some claims need. */
  figures: readonly FigureNumber[]
  program: string
}

/** Judges the claims of these figures. The same evidence gives the same bytes. */
export function buildLedger(evidence: ReportEvidence, { variant, figures, program }: LedgerOptions): Ledger {
  const listed = claims
    .filter(({ figure }) => figures.includes(figure))
    .map(({ id, figure, words, test }): LedgerClaim => ({ ...judge(id, evidence), figure, words, test }))
  return {
    format: ledgerFormat,
    version: ledgerVersion,
    program,
    variant,
    tally: tallyOf(listed),
    figures: figures.flatMap((figure) => {
      const recorded = evidence.figures.get(figure)
      return recorded ? [describeFigure(recorded)] : []
    }),
    claims: listed,
    sensitivity: sensitivities(evidence).filter(({ figure }) => figures.includes(figure)),
  }
}

export function tallyOf(judgements: readonly Pick<Judgement, 'verdict'>[]): Tally {
  const count = (verdict: Verdict | null) => judgements.filter((one) => one.verdict === verdict).length
  const [reproduced, not, undecided] = verdicts
  return { [reproduced]: count(reproduced), [not]: count(not), [undecided]: count(undecided), 'no verdict': count(null) }
}

function describeFigure({ figure, variant, epochs, seeds, settings }: RecordedFigure): LedgerFigure {
  return {
    figure,
    title: reportFigure(figure).title,
    variant,
    epochs,
    seeds,
    settings: settings.map(({ label, configDigest, beside, trials }) => {
      const done = trials.filter(({ status }) => status === 'done').length
      const diverged = trials.filter(({ status }) => status === 'diverged').length
      return { label, configDigest, beside, done, diverged, missing: trials.length - done - diverged }
    }),
  }
}
