/** The model that scores the kept drawings: the one that comes with the program, or one of a run that learnt digits. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { Failure } from '../../../../api/failure'
import type { RunRow } from '../../../../api/records'
import { dataShape, drawingsOf } from '../../../../engine/config/data'
import { createPredictor, decodeModel, type Predictor } from '../../../../engine/index'
import { useRuns } from '../../../composables/useRuns'
import { failureOf } from '../../../failure'
import { fastKernels } from '../../../kernels'
import { useLab } from '../../../lab'
import { readsDigits } from '../../runs/digitModel'

export type EpochChoice = 'best' | 'last'
/** Stands for the model that comes with the program where runs are chosen by their number. */
export const pretrained = 0

export interface ScoringModel {
  predictor: Predictor
  /** The set of drawings that it was trained with; null where it was trained without. */
  drawings: string | null
}

/** Pixels of a prepared drawing. */
const inputsOfDigits = 784

export function useScoringModel() {
  const lab = useLab()
  const { list, rows } = useRuns()
  const runs = computed(() => list.value.filter((row) => readsDigits(row)))
  const chosen = ref(pretrained)
  const kind = ref<EpochChoice>('best')
  const run = computed<RunRow | null>(() => rows.value.get(chosen.value) ?? null)
  const model = shallowRef<ScoringModel | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let round = 0

  async function load(row: RunRow | null): Promise<void> {
    const mine = ++round
    model.value = null
    try {
      const { file } = row === null ? await lab.call('models.pretrained') : await lab.call('models.get', { run: row.id, kind: kind.value })
      if (mine !== round) return
      const { config, parameters, scaling } = decodeModel(file, row === null ? 'pretrained model' : `${row.name}, ${kind.value}`)
      const predictor = createPredictor(config.network, inputsOfDigits, parameters, dataShape(config.data).task, { scaling, fast: fastKernels })
      model.value = { predictor, drawings: drawingsOf(config.data)?.digest ?? null }
      failure.value = null
    } catch (error) {
      if (mine === round) failure.value = failureOf(error)
    }
  }

  /** While a run trains, its stored model changes with the epoch that it is of. */
  watch(
    () => (run.value === null ? 'pretrained' : `${run.value.id} ${kind.value} ${run.value[kind.value]?.epoch}`),
    () => void load(run.value),
    { immediate: true },
  )
  return { runs, run, chosen, kind, model, failure }
}
