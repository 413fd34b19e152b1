/** The words of `lab models`. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { modelFormats, modelImportShape, type ModelFormat, type ModelImportChoice } from '../api/interop'
import type { ModelChoice } from './commands/models'
import { wholeNumber } from './numbers'
import type { Common, JsonOption } from './common-options'

export interface ModelExportWords extends ModelChoice {
  format: ModelFormat
  preprocessing?: boolean
  softmax?: boolean
  out: string
}

export interface ModelActions {
  exportModel(options: Common & JsonOption & ModelExportWords): void
  importModel(file: string, options: Common & JsonOption & ModelImportChoice): Promise<void>
}

const exportFooter = `
The file is read back and evaluated by other code than the engine's on samples of the model's data; the largest difference of the outputs is
printed and kept in the file, and an export whose difference is above the tolerance is refused. Nothing is written over: an output that exists,
cannot be written, or climbs out of the folder the command runs in (by ..) is refused.
docs/interop.md says what each format contains.

  lab models export --run 12 --best --format onnx --softmax --preprocessing --out digits.onnx
  lab models export --pretrained --format numpy --out digits.py && python3 digits.py

With --json: {"file","bytes","check":{"samples","largestDifference","largestOutput","tolerance"}}`

const importFooter = `
Of ONNX, fully connected networks are read; what is not is named with its node. A safetensors file that this lab wrote says all itself; one of
another program, such as a state_dict, holds weights alone, so --activation says what stands between the layers.
The model becomes a run, scored on its data and not trained; fork it to train on.

  lab models import digits.onnx --mean 0.1307 --deviation 0.3081
  lab models import state.safetensors --activation relu --data moons

With --json, the lines are those of lab train.`

export function addModels(models: Command, actions: ModelActions): void {
  models
    .command('export')
    .description('write a model as a file for other programs, checked after it was written')
    .option('--run <id>', 'number of the run', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--best', 'the model of its best epoch instead of the last')
    .option('--epoch <n>', 'the model that it kept of this epoch', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--pretrained', 'the digit model that comes with the program instead')
    .addOption(new Option('--format <word>', `kind of file: ${modelFormats.join(', ')}`).choices([...modelFormats]).default('onnx'))
    .option('--preprocessing', 'raw features go in, images as bytes, and are scaled within; otherwise features that are scaled already')
    .option('--softmax', 'probabilities come out instead of logits')
    .requiredOption('--out <file>', 'the file')
    .option('--json', 'one JSON object')
    .addHelpText('after', exportFooter)
    .action((_options, command: Command) => actions.exportModel(command.optsWithGlobals()))
  models
    .command('import')
    .description('make a run of a model that another program has written')
    .argument('<file>', 'a file that ends with .onnx or .safetensors')
    .option('--name <words>', "the model's name (default: the file's)")
    .option('--data <source>', 'the data that it is scored on (default: by its shape)')
    .option('--activation <word>', 'what stands between layers that are weights alone', parseActivation)
    .option('--mean <x>', 'it was trained on (x - mean) / deviation', parseReal)
    .option('--deviation <x>', 'the same', parseReal)
    .option('--json', 'one JSON object a line')
    .addHelpText('after', importFooter)
    .action((file: string, _options, command: Command) => actions.importModel(file, command.optsWithGlobals()))
}

function parseReal(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It takes a number.')
  return value
}

function parseActivation(text: string): ModelImportChoice['activation'] {
  const parsed = modelImportShape.activation.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'It takes an activation.')
  return parsed.data
}
