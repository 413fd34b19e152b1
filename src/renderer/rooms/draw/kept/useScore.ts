/** How a model reads the kept drawings: in small steps, so that the window stays free. */
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { KeptDrawing } from '../../../../api/drawings'
import { argmax, scoreDrawings, type DrawingScores } from '../../../../engine/index'
import { useLab } from '../../../lab'
import { imageOf } from './preparedImages'
import type { ScoringModel } from './useScoringModel'

/** Drawings that are read between two looks at the window. */
const perStep = 50

export interface ScoredDrawings {
  scores: DrawingScores
  /** What each drawing was read as, by its number. */
  readAs: ReadonlyMap<number, number>
  /** Of the scored drawings, those that the model learnt from. */
  learnt: number
}

export function useScore(drawings: Readonly<Ref<readonly KeptDrawing[]>>, model: Readonly<Ref<ScoringModel | null>>) {
  const lab = useLab()
  const scored = shallowRef<ScoredDrawings | null>(null)
  const done = ref(0)
  let round = 0

  async function read(all: readonly KeptDrawing[], { predictor, drawings: set }: ScoringModel): Promise<void> {
    const mine = ++round
    done.value = 0
    const readAs = new Map<number, number>()
    for (let start = 0; start < all.length; start += perStep) {
      const some = all.slice(start, start + perStep)
      const values = new Uint8Array(some.length * predictor.inputs)
      for (const [i, drawing] of some.entries()) values.set(imageOf(drawing), i * predictor.inputs)
      const answers = predictor.predictDataset({ samples: some.length, inputs: predictor.inputs, features: { kind: 'bytes', values } })
      for (const [i, { id }] of some.entries()) readAs.set(id, argmax(answers, i * predictor.outputs, predictor.outputs))
      done.value = start + some.length
      await new Promise((resolve) => setTimeout(resolve))
      if (mine !== round) return
    }
    const members = set === null ? [] : (await lab.call('drawings.members', { digest: set })).drawings
    if (mine !== round) return
    scored.value = {
      scores: scoreDrawings(all.map(({ id, digit }) => ({ digit, predicted: readAs.get(id) ?? 0 }))),
      readAs,
      learnt: members.filter((id) => readAs.has(id)).length,
    }
  }

  watch(
    [drawings, model],
    ([all, ready]) => {
      if (ready) return void read(all, ready)
      round++
      scored.value = null
    },
    { immediate: true },
  )
  onScopeDispose(() => round++)
  return { scored, done }
}
