import { describe, expect, it } from 'vitest'
import { claimIds, verdicts, type ClaimId } from '../../../src/report/claims'
import { claims, judge, measurementText } from '../../../src/report/judge'
import { claimCases, ending, table } from './claim-cases'
import { divergedTrial, evidenceOf, missingTrial, recordFigure } from './recordings'

/** Their tests look at single trials through their models. */
const ofOneTrial: readonly ClaimId[] = ['1c', '2c', '3b', '3c']
const nothing = evidenceOf([])

describe('claims', () => {
  it('are twenty, in order, each with words, a test and its figure', () => {
    expect(claims.map(({ id }) => id)).toEqual(claimIds)
    for (const { id, figure, words, test } of claims) {
      expect(String(figure)).toBe(id.charAt(0))
      expect(words).toMatch(/^[A-Z[].*[^.]$/)
      expect(test).toMatch(/^[A-Z].*[^.]$/)
    }
    expect(claims.filter(({ needs }) => needs.length > 0).map(({ id, needs }) => [id, needs])).toEqual([['3a', [2]]])
  })
})

describe.each(claimIds)('claim %s', (id) => {
  it.each(verdicts)('comes out %s on recordings that say so', (verdict) => {
    const judgement = judge(id, claimCases[id][verdict]('full'))
    expect(judgement).toMatchObject({ claim: id, verdict, quick: false, leaning: null, left: { diverged: 0, missing: 0 } })
    expect(judgement.reason).toMatch(/^\S.*[^.]$/)
    for (const { value, interval, n } of judgement.measurements) {
      if (value === null) expect(interval).toBeNull()
      else if (ofOneTrial.includes(id)) expect({ interval, n }).toEqual({ interval: null, n: 1 })
      else expect(interval !== null && n >= 15 && interval.low <= interval.high).toBe(true)
    }
  })

  it('has no verdict without data', () => {
    expect(judge(id, nothing)).toMatchObject({ verdict: null, leaning: null, measurements: [] })
    expect(judge(id, nothing).reason).toMatch(/^No data: figures? \d/)
  })

  it.each(verdicts)('is always undecided on a quick look, and may lean: %s', (verdict) => {
    const judgement = judge(id, claimCases[id][verdict]('quick'))
    expect(judgement).toMatchObject({ verdict: 'undecided', quick: true })
    expect(judgement.reason).toMatch(/^A quick look: \d+ of \d+ seeds, \d+ of \d+ epochs; the verdict takes the full size$/)
    const incomplete = id === '4b' || (verdict === 'undecided' && ofOneTrial.includes(id))
    expect(judgement.leaning).toBe(incomplete ? null : verdict)
  })

  it('is undecided on three trials, and says how many it takes', () => {
    const figures = [...claimCases[id].reproduced('full').figures.values()].map(({ figure }) =>
      recordFigure(figure, { trial: ({ index }) => (index < 3 ? {} : missingTrial) }),
    )
    const judgement = judge(id, evidenceOf(figures))
    expect(judgement.verdict).toBe('undecided')
    expect(judgement.reason).toMatch(/^Too few finished trials: .* has 3.*, the test takes 4; \d+ missing trials are left out$/)
    expect(judgement.left.missing).toBeGreaterThan(0)
    expect(judgement.measurements.every(({ interval }) => interval === null)).toBe(true)
  })

  it('counts diverged and missing trials, and says so', () => {
    const whole = claimCases[id].reproduced('full')
    const settings = [...whole.figures.values()].flatMap((recorded) => recorded.settings.filter(({ beside }) => !beside))
    const figures = [...whole.figures.values()].map((recorded) => ({
      ...recorded,
      settings: recorded.settings.map((setting) => ({
        ...setting,
        // The places that the median and the worst trial are not at.
        trials: setting.trials.map((trial, i) => ({ ...trial, ...(i === 1 ? divergedTrial : i === 2 ? missingTrial : i === 3 ? missingTrial : {}) })),
      })),
    }))
    const judgement = judge(id, evidenceOf(figures))
    const looked = id === '5b' || id === '6b' ? null : id === '7b' ? 3 : settings.length
    if (looked !== null) expect(judgement.left).toEqual({ diverged: looked, missing: 2 * looked })
    expect(judgement.left.missing).toBe(2 * judgement.left.diverged)
    const { diverged, missing } = judgement.left
    expect(judgement.reason).toContain(`${diverged} diverged and ${missing} missing trials are left out`)
  })
})

describe('a judgement', () => {
  it.each(['1a', '3a', '6a'] as const)('of the same evidence has the same bits: %s', (id) => {
    const build = claimCases[id].undecided
    expect(judge(id, build('full'))).toEqual(judge(id, build('full')))
  })

  it('says of one trial that there is no interval', () => {
    const { measurements, reason } = judge('3b', claimCases['3b'].reproduced('full'))
    expect(measurements.map(measurementText)).toEqual(['0.980, one trial, no interval'])
    expect(reason).toBe('Accuracy of the median model is at least 0.98: one trial, no interval')
  })

  it('names the conditions that fail, or those that are open', () => {
    expect(judge('5c', claimCases['5c']['not reproduced']('full')).reason).toBe(
      'Seconds an epoch, ReLU − Sigmoid, is not below 0; seconds an epoch, ReLU − TanH, is not below 0: so say the whole 95 % intervals',
    )
    expect(judge('4a', claimCases['4a'].undecided('full')).reason).toBe(
      'Accuracy at epoch 5 may or may not be within 0.955 to 0.975: the interval covers a limit',
    )
    expect(judge('1c', claimCases['1c'].undecided('full')).reason).toBe(
      'R² of the worst model is not known; distance of the two slopes is not known: a stored model was not read',
    )
    expect(judge('1c', claimCases['1c'].reproduced('full')).reason).toBe('All 3 conditions hold: one trial, no interval')
    expect(judge('4b', claimCases['4b'].reproduced('full')).reason).toBe(
      'Gain of accuracy from epoch 5 to 50 is below 1 point: so says the whole 95 % interval',
    )
  })

  it('never takes settings that stand beside', () => {
    const base = claimCases['8a'].reproduced('full')
    const figure = base.figures.get(8)
    const changed = figure && {
      ...figure,
      settings: figure.settings.map((setting) =>
        setting.beside ? { ...setting, trials: setting.trials.map((trial) => ({ ...trial, ...divergedTrial })) } : setting,
      ),
    }
    expect(judge('8a', evidenceOf(changed ? [changed] : []))).toEqual(judge('8a', base))
  })

  it('takes pairs of seeds that finished in both settings', () => {
    // Each setting has eight trials or seven, but only three seeds in common.
    const lost = (label: string, index: number) => (label === 'TanH' ? index >= 8 : label === 'ReLU' && index < 5)
    const figure = recordFigure(5, { trial: ({ setting, index }) => (lost(setting.label, index) ? missingTrial : {}) })
    const { verdict, measurements, reason } = judge('5b', evidenceOf([figure]))
    expect(verdict).toBe('undecided')
    expect(measurements[0]).toMatchObject({ n: 3, interval: null })
    expect(reason).toBe('Final accuracy, TanH − ReLU, has too few trials (3); 12 missing trials are left out')
  })

  it('says how many trials never reach a level, and counts them as one epoch more', () => {
    const figure = recordFigure(5, {
      trial: ({ setting, epochs }) => ({
        secondsPerEpoch: setting.label === 'ReLU' ? 0.1 : 0.2,
        validationAccuracy: Array.from({ length: epochs + 1 }, (_, epoch) => (setting.label === 'Sigmoid' || epoch < 7 ? 0.9 : 0.96)),
      }),
    })
    const { measurements, reason, verdict } = judge('5c', evidenceOf([figure]))
    // Sigmoid 51, ReLU and TanH 7.
    expect(measurements.slice(0, 2).map(({ value }) => value)).toEqual([-44, 0])
    expect(verdict).toBe('not reproduced')
    expect(reason).toContain('trials that never get there (15) count as one epoch more than the last')
  })

  it('lets values decide the rank among settings, unless their interval says the opposite', () => {
    // 64 spreads more than the others: its difference to 256 goes both ways in resamples, whichever is ahead by a hair.
    const ahead = (of256: number) => judge('6a', ending(6, table({ '64': 0.977, '128': 0.974, '256': of256, '512': 0.97 }, { '64': 0.006 }))('full'))
    const first = ahead(0.9769)
    const rank = first.measurements.find(({ name }) => name === 'Final accuracy, 64 − 256')
    expect(rank?.value).toBeCloseTo(0.0001, 6)
    expect(rank?.interval?.low).toBeLessThan(0)
    expect(first.verdict).toBe('reproduced')
    expect(first.reason).toMatch(/: so say the whole 95 % intervals, of the rank among the others the values$/)
    expect(ahead(0.9771)).toMatchObject({
      verdict: 'undecided',
      reason: 'Final accuracy, 64 − 256, may or may not be above 0: the interval covers a limit',
    })
    expect(ahead(0.981).verdict).toBe('not reproduced')
  })

  it('says where fewer seeds were asked for than the report has', () => {
    expect(judge('4a', evidenceOf([recordFigure(4, { seeds: 5 })])).reason).toContain('figure 4 was asked for 5 of its 15 seeds')
  })

  it('takes no model of a trial that is no longer the median', () => {
    const before = recordFigure(3, { trial: ({ index }) => (index < 20 ? {} : missingTrial) })
    const now = recordFigure(3)
    const stale = { figures: new Map([[3, now]] as const), models: evidenceOf([before]).models }
    expect(judge('3b', stale)).toMatchObject({ verdict: 'undecided', measurements: [{ value: null, n: 0 }] })
  })

  it('needs both figures that it compares', () => {
    expect(judge('3a', evidenceOf([recordFigure(3)]))).toMatchObject({ verdict: null, reason: 'No data: figure 2 is not recorded yet' })
    expect(judge('3a', nothing).reason).toBe('No data: figures 2 and 3 are not recorded yet')
    const mixed = judge('3a', evidenceOf([recordFigure(3), recordFigure(2, { variant: 'quick' })]))
    expect(mixed).toMatchObject({ verdict: 'undecided', quick: true })
    expect(mixed.reason).toContain('20 of 100 seeds, 300 of 1000 epochs')
  })

  it('has data where trials only diverged', () => {
    const judgement = judge('4a', evidenceOf([recordFigure(4, { trial: () => divergedTrial })]))
    expect(judgement).toMatchObject({ verdict: 'undecided', left: { diverged: 15, missing: 0 } })
    expect(judgement.reason).toBe('Too few finished trials: MNIST has 0, the test takes 4; 15 diverged trials are left out')
    expect(judge('4a', evidenceOf([recordFigure(4, { trial: () => missingTrial })])).verdict).toBeNull()
  })
})
