/** The figures that can be exported from a comparison, the choices of the dialog, and what is done with them. */
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { LabError } from '../../../api/failure'
import type { FigureMetadata } from '../../../api/figure-file'
import { checkSize, exportPresets, type PresetName } from '../../../charts/compare/export-size'
import { curveFigure, panelFigure } from '../../../charts/compare/figure'
import { curvesCaption } from '../../../charts/compare/words'
import { fileName } from '../../../charts/file-name'
import type { FigureSpec } from '../../../charts/report/spec'
import { commonExperiment, comparedMetadata } from '../../../report/compared'
import { writeZip } from '../../../report/zip'
import { useLab } from '../../lab'
import { exportFile, exportText, mimeTypes, type ExportFormat, type ExportOptions } from './exportFile'
import { saveFile } from './savePng'
import type { Comparison } from './useComparison'
import { useScorePanels } from './useScorePanels'

export interface ExportChoices extends ExportOptions {
  preset: PresetName | null
  markers: boolean
  title: string
  /** Null for the one that is made from what is drawn. */
  caption: string | null
}

/** A figure by its id, such as `loss` or `finals`. */
export interface ExportFigure {
  id: string
  label: string
  spec: FigureSpec
}

export function useExport(c: Comparison) {
  const { t } = useI18n()
  const lab = useLab()
  const panels = useScorePanels(c)
  const choices = reactive<ExportChoices>({
    format: 'png',
    preset: 'screen',
    size: { ...exportPresets.screen },
    theme: 'light',
    transparent: false,
    markers: true,
    title: '',
    caption: null,
  })
  const chosen = ref<string[]>([])

  const suggestedTitle = computed(() =>
    [...new Set(c.chosen.value.map((row) => row.name.replace(row.setting, '').replace(/[\s·,:]+$/, '')))].slice(0, 3).join(', '),
  )
  const curveWords = computed(() => {
    const { centre, span, showTrials, smoothing, clip } = c.state.value
    const bands = c.charts.value.flatMap(({ series }) => series.filter((one) => one.kind === 'band'))
    return curvesCaption({
      centre,
      span,
      showTrials,
      smoothing,
      clipped: clip !== 'none',
      hasBand: bands.some((band) => band.points.some((point) => point.low !== null)),
      hasGroups: bands.length > 0,
      runs: c.drawn.value.reduce((sum, group) => sum + group.runs.length, 0),
    })
  })
  const ids = computed(() => {
    const curves = c.measures.value.filter((measure) => c.charts.value.some((chart) => chart.measure === measure && chart.series.length > 0))
    const swept = c.groups.value.length > 2 && c.fields.value.differing.length > 0
    return [...curves, 'finals', ...(swept ? ['parallel', 'effect'] : [])]
  })
  const labelOf = (id: string) =>
    id === 'finals' ? t('compare.tabs.finals') : id === 'parallel' || id === 'effect' ? t(`compare.${id}`) : t(`compare.measure.${id}`)

  function specOf(id: string): FigureSpec {
    const words = (caption: string) => ({ title: choices.title, caption: choices.caption ?? caption })
    const { cut, effect, finals, parallel } = panels
    switch (id) {
      case 'finals':
        return panelFigure(finals.value.panel, words([t('compare.boxCaption'), cut.value].join(' ').trim()), finals.value.summary)
      case 'parallel':
        return panelFigure(parallel.value.panel, words(t('compare.parallelCaption', { score: panels.scoreTitle.value })), parallel.value.summary)
      case 'effect':
        return panelFigure((effect.value ?? finals.value).panel, words(t('compare.effectCaption')), (effect.value ?? finals.value).summary)
      default:
        return curveFigure(c.charts.value.filter(({ measure }) => measure === id), words(curveWords.value), { markers: choices.markers }) // prettier-ignore
    }
  }
  const figures = computed(() => chosen.value.filter((id) => ids.value.includes(id)).map((id): ExportFigure => ({ id, label: labelOf(id), spec: specOf(id) })))

  /** What the dialog begins with; the choices of the last time stay. */
  function begin(): void {
    choices.title = suggestedTitle.value
    choices.caption = null
    const first = ids.value.includes('accuracy') ? 'accuracy' : ids.value[0]
    chosen.value = first === undefined ? [] : [first]
  }
  function usePreset(preset: PresetName): void {
    choices.preset = preset
    choices.size = { ...exportPresets[preset] }
    if (preset === 'paper') choices.markers = true
  }
  const problems = computed(() => (choices.format === 'png' || choices.format === 'svg' ? checkSize(choices.size) : []))

  async function metadata(): Promise<FigureMetadata> {
    const id = commonExperiment(c.drawn.value)
    const experiment = id === null ? null : (await lab.call('experiments.get', { experiment: id })).config
    return comparedMetadata(choices.title, c.drawn.value, experiment)
  }

  const several = computed(() => figures.value.length > 1)
  const name = computed(() => fileName(choices.title, several.value ? 'zip' : choices.format))

  /** Where the shell can ask for a folder, several files go into one; else into a ZIP that unpacks to one. */
  const intoFolder = computed(() => several.value && lab.kind === 'electron')

  /** Saves the figures. Resolves with what became of them in words, or null where the user chose no folder. */
  async function save(): Promise<string | null> {
    const facts = await metadata()
    const files = await Promise.all(
      figures.value.map(async ({ id, spec }) => ({ name: fileName(id, choices.format), bytes: await exportFile(spec, choices, facts) })),
    )
    const [only] = files
    if (!only) throw new LabError('invalid', t('compare.export.nothing'))
    const folder = fileName(choices.title, '').slice(0, -1)
    if (intoFolder.value) {
      const saved = await lab.call('files.save', { name: folder, files })
      return saved.folder === null ? null : t('compare.export.savedInFolder', { count: files.length, folder: saved.folder })
    }
    const bytes = several.value ? writeZip(files.map((file) => ({ name: `${folder}/${file.name}`, content: file.bytes }))) : only.bytes
    saveFile(new Blob([Uint8Array.from(bytes)], { type: several.value ? 'application/zip' : mimeTypes[choices.format] }), name.value)
    return t('compare.export.saved', { name: name.value })
  }

  /** A picture as a picture, everything else as text. Resolves once it is there. */
  async function copy(): Promise<void> {
    const [figure] = figures.value
    if (!figure) throw new LabError('invalid', t('compare.export.nothing'))
    const facts = await metadata()
    const { format } = choices
    if (format === 'png') {
      const bytes = await exportFile(figure.spec, choices, facts)
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([Uint8Array.from(bytes)], { type: 'image/png' }) })])
    } else await navigator.clipboard.writeText(await exportText(figure.spec, { ...choices, format }, facts))
  }

  /** The beginning of a file of numbers, as its preview. */
  async function beginning(format: Exclude<ExportFormat, 'png' | 'svg'>, most: number): Promise<string> {
    const [figure] = figures.value
    if (!figure) return ''
    const text = await exportText(figure.spec, { ...choices, format }, await metadata())
    return text.length > most ? `${text.slice(0, most)}\n…` : text
  }

  return { choices, chosen, ids, labelOf, figures, several, intoFolder, name, problems, begin, usePreset, save, copy, beginning, caption: curveWords }
}

export type FigureExport = ReturnType<typeof useExport>
