/** The samples of a playground as they lie now, as the table that a data set is imported from, and where they come from. */
import { type TableChoices, tableChoices } from '../../../../api/datasets'
import type { PlayedSamples } from '../../../../api/played-samples'
import type { Dataset } from '../../../../engine/index'
import type { DataWords } from '../../../composables/dataWords'
import type { LiveData } from './liveData'
import type { LiveEvent } from './messages'

/** Whether there is anything to keep that its data do not give again. */
export function areChanged(events: readonly LiveEvent[]): boolean {
  return events.some(({ kind }) => kind !== 'rate')
}

/** How often each was done. Noise adds up as its squares do: sqrt(d1^2 + d2^2 + ...). */
export function changesOf(events: readonly LiveEvent[]): Pick<PlayedSamples, 'moved' | 'noise'> {
  const noise = events.flatMap((event) => (event.kind === 'noise' ? [event.deviation] : []))
  return {
    moved: new Set(events.flatMap((event) => (event.kind === 'move' ? [event.sample] : []))).size,
    noise: { times: noise.length, deviation: Math.hypot(...noise) },
  }
}

/**
 * All samples that are seen: first those of the training part, of which `points` says where they lie, then those of the validation part.
 * @param points (samples, 2)
 * @returns text in CSV, and how it is to be read
 */
export function samplesTable({ training, validation }: LiveData, points: Float64Array, words: DataWords): { text: string; choices: TableChoices } {
  const inputs = words.features?.length === 2 ? [...words.features] : ['x1', 'x2']
  const isClasses = training.targets.kind === 'classes'
  let target = isClasses ? 'class' : 'target'
  while (inputs.includes(target)) target += ' of the network'
  const rows = [...rowsOf(training, points, words), ...(validation ? rowsOf(validation, validation.features.values, words) : [])]
  const choices = tableChoices.parse({
    ...{ delimiter: ',', decimal: '.', header: true, targets: [target], task: isClasses ? 'classification' : 'regression', constant: 'keep' },
    columns: [...inputs.map((name) => ({ name, type: 'number' })), { name: target, type: isClasses ? 'category' : 'number' }],
  })
  return { text: [[...inputs, target].map(cell).join(','), ...rows, ''].join('\n'), choices }
}

function rowsOf({ samples, targets }: Dataset, points: ArrayLike<number>, { classes }: DataWords): string[] {
  const answer = (i: number) => {
    if (targets.kind === 'values') return String(targets.values[i * targets.outputs]!)
    const label = targets.labels[i]!
    return cell(classes?.[label] ?? String(label))
  }
  return Array.from({ length: samples }, (_, i) => `${points[2 * i]!},${points[2 * i + 1]!},${answer(i)}`)
}

/** In quotes, so that no word is taken for anything else. */
function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
