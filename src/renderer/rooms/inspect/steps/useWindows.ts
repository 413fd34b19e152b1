/** Which units of each layer are shown, the same in the drawing and in the matrices. */
import { computed, ref } from 'vue'
import { dataShape } from '../../../../engine/config/data'
import type { TrialConfig } from '../../../../engine/config/experiment'
import type { UpdateStep } from '../../../../engine/index'
import type { Axis } from './places'
import { fullestPage, mostShown, type Window, windowOf } from './windows'

/** @param steps of the update; the first one takes the samples */
export function useWindows(config: () => TrialConfig, steps: () => readonly UpdateStep[]) {
  /** By column, the inputs first; of a column that nobody turned, the page follows from the samples. */
  const turned = ref(new Map<number, number>())
  const sizes = computed(() => [dataShape(config().data).inputs, ...config().network.layers.map(({ units }) => units)])
  const windows = computed(() => sizes.value.map((size, column) => windowOf(size, turned.value.get(column) ?? (column === 0 ? firstPage() : 0))))

  function firstPage(): number {
    const x = steps()[0]?.given[0]
    return x ? fullestPage(x.values.subarray(0, x.columns)) : 0
  }
  function turn(column: number, by: 1 | -1): void {
    const { from } = windows.value[column]!
    turned.value = new Map(turned.value).set(column, from / mostShown + by)
  }
  /** The part of an axis of a matrix that is shown; samples are few enough for all of them. */
  function shown(axis: Axis | null, layer: number, size: number): Window {
    if (axis === 'unit') return windows.value[layer + 1]!
    return axis === 'input' ? windows.value[layer]! : { from: 0, count: size, of: size }
  }
  return { windows, turn, shown }
}
