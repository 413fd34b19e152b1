/** The settings of a figure in words, for its caption: what all curves share is said once, what differs is left to the legend. */
import { dataShape } from '../../engine/config/data'
import { describeField } from '../../engine/config/describe'
import type { TrialConfig } from '../../engine/config/experiment'
import { numberText } from '../ticks'

/** One clause of the caption: `words` of a configuration, or `name` where the curves differ in it. */
interface Clause {
  name: string
  words(config: TrialConfig): string
}

const clauses: readonly Clause[] = [
  { name: 'data', words: dataWords },
  { name: 'layers', words: ({ data, network }) => `network ${[dataShape(data).inputs, ...network.layers.map(({ units }) => units)].join('-')}` },
  { name: 'activations', words: activationWords },
  { name: 'initial weights', words: initialiserWords },
  { name: 'loss', words: (config) => titleOf('loss.name', config, config.loss.name).toLowerCase() },
  { name: 'reduction of the gradient', words: reductionWords },
  { name: 'optimizer', words: optimizerWords },
  { name: 'batch size', words: ({ batchSize }) => (batchSize === 'full' ? 'full batch' : `batch size ${batchSize}`) },
  { name: 'epochs', words: ({ epochs }) => `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}` },
  { name: 'validation', words: validationWords },
]

/** Letters of a list of all values at most. */
const longest = 160

/** "MNIST digits, 60,000 training and 10,000 test images; 784-64-32-10; ReLU; ...; batch size 64 / 128". */
export function settingsWords(configs: readonly TrialConfig[]): string {
  return clauses
    .map(({ name, words }) => {
      const all = [...new Set(configs.map(words))]
      const listed = list(all)
      return all.length > 1 && listed.length > longest ? `${name} as labelled` : listed
    })
    .filter((clause) => clause !== '')
    .join('; ')
}

/** Values side by side; the words that all begin with are said once. */
function list(values: readonly string[]): string {
  const [first = '', ...others] = values
  const words = first.split(' ')
  const shared = words.findIndex((word, i) => i === words.length - 1 || others.some((other) => other.split(' ')[i] !== word))
  return [first, ...others.map((other) => other.split(' ').slice(shared).join(' '))].join(' / ')
}

function dataWords({ data }: TrialConfig): string {
  const { samples, testSamples, addedSamples = 0 } = dataShape(data)
  const title = titleOf('data.source', { data }, data.source)
  const drawn = addedSamples > 0 ? `, and ${grouped(addedSamples)} samples of drawings` : ''
  if (testSamples > 0) return `${title}, ${grouped(samples)} training and ${grouped(testSamples)} test images${drawn}`
  return `${title}, ${grouped(samples)} samples a trial, drawn from its seed${noiseWords(data)}`
}

function noiseWords(data: TrialConfig['data']): string {
  return data.source === 'line' ? `, noise with standard deviation ${numberText(data.noise)}` : ''
}

/** Of the hidden layers; the output layer is what the loss takes. */
function activationWords(config: TrialConfig): string {
  const hidden = config.network.layers.slice(0, -1)
  const words = hidden.map(({ activation }, i) => titleOf(`network.layers.${i}.activation.name`, config, activation.name))
  return words.length === 0 ? '' : `hidden layers ${new Set(words).size === 1 ? words[0] : words.join(', ')}`
}

function initialiserWords({ network }: TrialConfig): string {
  const names = new Set(network.layers.map(({ initialiser }) => initialiser.name))
  return names.size === 1 && names.has('torch_linear_default') ? 'PyTorch’s default initial weights' : ''
}

function reductionWords({ loss }: TrialConfig): string {
  const reduction = 'reduction' in loss ? loss.reduction : ''
  return reduction === '' ? '' : `gradient ${reduction.startsWith('sum') ? 'summed' : 'averaged'} over the batch`
}

function optimizerWords(config: TrialConfig): string {
  const { optimizer } = config
  const momentum = optimizer.name === 'momentum' ? `, momentum ${numberText(optimizer.momentum)}` : ''
  return `${titleOf('optimizer.name', config, optimizer.name)}, learning rate ${numberText(optimizer.learningRate)}${momentum}`
}

function validationWords({ validation }: TrialConfig): string {
  return validation.kind === 'test' ? 'validation on the test images' : ''
}

/** What the schema calls a part, else its own word. */
function titleOf(path: string, config: unknown, word: string): string {
  const kind = describeField(path, config)?.kind
  const title = kind?.type === 'choice' ? kind.choices.find((choice) => choice.word === word)?.title : undefined
  return title === undefined || title === '' ? word.replaceAll('_', ' ') : title
}

/** Digits in groups of three, as figures in English have them. */
function grouped(value: number): string {
  // eslint-disable-next-line security/detect-unsafe-regex -- the digits of one number
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** "seeds 1 to 15", or how many where they are not in a row. */
export function seedsWords(seeds: readonly number[]): string {
  const [first] = seeds
  const last = seeds.at(-1)
  if (first === undefined || last === undefined) return 'no seeds'
  if (seeds.length === 1) return `seed ${first}`
  return last - first === seeds.length - 1 ? `seeds ${first} to ${last}` : `${seeds.length} seeds from ${first} to ${last}`
}
