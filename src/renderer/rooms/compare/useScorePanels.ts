/** The scores of a comparison as panels: boxes, parallel coordinates, and the effect of one field. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { boxPanel, effectBoxes, scoreBoxes } from '../../../charts/compare/finals'
import { parallelPanel } from '../../../charts/compare/parallel'
import { measureTitle } from '../../../charts/compare/words'
import type { BoxGroup } from '../../../charts/report/spec'
import { format } from '../../format'
import type { DescribedField } from './comparedFields'
import { valueText } from './measureText'
import type { Comparison } from './useComparison'
import { useFieldWords } from './useFieldWords'

/** Boxes at most, the best ones: no canvas is high enough for thousands. */
const mostBoxes = 200
/** More axes than these cannot be read. */
const mostAxes = 7

export function useScorePanels(c: Comparison) {
  const { t } = useI18n()
  const words = useFieldWords()
  const measureName = computed(() => measureTitle(c.scoreMeasure.value, c.scorePart.value))
  const scoreTitle = computed(() => t(`compare.scoreAt.${c.state.value.score}`, { measure: measureName.value }))

  function summarise(title: string, boxes: readonly BoxGroup[]): string {
    const text = (value: number) => valueText(c.scoreMeasure.value, value)
    const rows = boxes.map(({ label, values, quartiles }) =>
      quartiles
        ? t('compare.boxWords', { label, n: values.length, median: text(quartiles.median), q1: text(quartiles.q1), q3: text(quartiles.q3) })
        : t('compare.boxFew', { label, values: values.map(({ value }) => text(value)).join(', ') || t('compare.noValue') }),
    )
    return [`${title}.`, ...rows].join(' ')
  }

  /** What is said where not all boxes are drawn, else nothing. */
  const cut = computed(() => {
    const count = c.ranking.value.length
    return count > mostBoxes ? t('compare.boxesCut', { shown: mostBoxes, count: format.count(count) }) : ''
  })
  const finals = computed(() => {
    const boxes = scoreBoxes(c.ranking.value.slice(0, mostBoxes))
    const title = t('compare.tabs.finals')
    return {
      panel: boxPanel(boxes, { title: '', yTitle: t('compare.group'), xTitle: scoreTitle.value }),
      summary: summarise(`${title}, ${scoreTitle.value}`, boxes),
    }
  })

  /** In the order of the groups: a score finds its value of a field by its place there. */
  const inOrder = computed(() => c.scores.value.get(c.scoreMeasure.value) ?? [])
  const parallel = computed(() => {
    const fields = c.fields.value.differing.slice(0, mostAxes)
    const panel = parallelPanel(
      inOrder.value,
      fields.map((field) => ({ label: words.label(field), values: field.values, text: (value) => words.value(field, value) })),
      scoreTitle.value,
    )
    return { panel, summary: t('compare.parallelWords', { fields: fields.map((field) => words.label(field)).join(', '), score: scoreTitle.value }) }
  })

  const field = computed<DescribedField | null>(() => {
    const { differing } = c.fields.value
    return differing.find(({ path }) => path === c.state.value.field) ?? differing[0] ?? null
  })
  const effect = computed(() => {
    const chosen = field.value
    if (chosen === null) return null
    const place = new Map(inOrder.value.map((score, i) => [score, i]))
    const boxes = effectBoxes(inOrder.value, (score) => words.value(chosen, chosen.values[place.get(score) ?? -1]))
    const label = words.label(chosen)
    return { panel: boxPanel(boxes, { title: '', yTitle: label, xTitle: scoreTitle.value }), summary: summarise(`${label}, ${scoreTitle.value}`, boxes) }
  })

  return { finals, cut, parallel, effect, field, measureName, scoreTitle }
}
