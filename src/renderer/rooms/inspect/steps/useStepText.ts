/** Title and explanation of a step. */
import { useI18n } from 'vue-i18n'
import type { TrialConfig } from '../../../../engine/config/experiment'
import type { UpdateStep } from '../../../../engine/index'
import { format } from '../../../format'
import { useFieldText } from '../../setup/fields/useFieldText'

export function useStepText(config: () => TrialConfig) {
  const { t } = useI18n()
  const { variantOf } = useFieldText()

  function activationOf(layer: number): string {
    return variantOf(`network.layers.${layer}.activation`, config(), config().network.layers[layer]?.activation.name ?? 'identity')
  }
  function namesOf({ layer, given }: UpdateStep) {
    const { loss, optimizer } = config()
    return {
      symbol: given[0]?.symbol ?? '',
      activation: activationOf(layer),
      loss: variantOf('loss', config(), loss.name),
      optimizer: variantOf('optimizer', config(), optimizer.name),
      rate: format.short(optimizer.learningRate),
    }
  }
  function titleOf(step: UpdateStep): string {
    return t(`inspect.update.kind.${step.kind}`, namesOf(step))
  }
  function layerOf({ kind, layer }: UpdateStep): string {
    return kind === 'loss' ? '' : t('inspect.update.layer', { number: layer + 1 })
  }
  function sentenceOf(step: UpdateStep): string {
    const isFirst = step.kind === 'linearGradient' && !step.made.some(({ symbol }) => symbol === 'dX')
    return t(`inspect.update.sentence.${isFirst ? 'linearGradientFirst' : step.kind}`, namesOf(step))
  }
  /** The part whose formula stands beside that of the step. */
  function partOf({ kind, layer }: UpdateStep): string {
    const { loss, optimizer } = config()
    switch (kind) {
      case 'activation':
      case 'activationGradient':
        return activationOf(layer)
      case 'loss':
        return variantOf('loss', config(), loss.name)
      case 'update':
        return variantOf('optimizer', config(), optimizer.name)
      case 'linear':
      case 'linearGradient':
      case 'norm':
      case 'normGradient':
        return ''
    }
  }
  return { titleOf, layerOf, sentenceOf, partOf }
}
