/** The update that is shown, and which of its steps: batch by batch, each after all updates before it. */
import { computed, ref, watch } from 'vue'
import type { RunRow } from '../../../../api/records'
import { needsTraining } from '../partData'
import type { Part } from '../questions'
import type { LoadedModel } from '../useInspected'
import { useQuestion } from '../useQuestion'

export interface Updated {
  trial: Pick<RunRow, 'id' | 'config' | 'seed'>
  part: Part
  model: LoadedModel
}

export function useUpdate(about: Updated) {
  /** Samples of a batch. */
  const rows = ref(2)
  /** Updates that were taken before the one that is shown. */
  const before = ref(0)
  const at = ref(0)
  watch([rows, () => about.model, () => about.part], () => go(0))
  const question = useQuestion('update', () =>
    about.model.run === about.trial.id
      ? {
          trial: about.trial,
          training: needsTraining(about.trial.config, about.part),
          input: { model: about.model.file, part: about.part, rows: rows.value, before: before.value },
        }
      : null,
  )
  const steps = computed(() => question.answer.value?.steps ?? [])
  const step = computed(() => steps.value[Math.min(at.value, steps.value.length - 1)] ?? null)

  function go(updates: number): void {
    before.value = updates
    at.value = 0
  }
  function nextEpoch(): void {
    const { batches = 1 } = question.answer.value ?? {}
    go((Math.floor(before.value / batches) + 1) * batches)
  }
  return { rows, before, at, question, steps, step, go, nextEpoch }
}
