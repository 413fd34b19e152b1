/** The words of `lab data`. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { columnTypes, tableTasks, type Dialect, type PictureSize } from '../api/datasets'
import type { Common, JsonOption } from './common-options'

/** What `lab data import` was told, as its options are called. */
export interface ImportWords {
  name?: string
  target?: string[]
  task?: (typeof tableTasks)[number]
  delimiter?: Dialect['delimiter']
  decimal?: Dialect['decimal']
  header?: boolean
  number?: string[]
  category?: string[]
  ignore?: string[]
  /** The file of labels, where FILE holds images. */
  labels?: string
  /** Of pictures in a folder. */
  size?: PictureSize
  missing: 'refuse' | 'drop'
  constant: 'leave-out' | 'keep'
  preview?: boolean
}

export interface DataActions {
  importData(file: string, options: Common & JsonOption & ImportWords): Promise<void>
  listData(options: Common & JsonOption): void
  showData(named: string, options: Common & JsonOption): void
  exportData(named: string, options: Common & JsonOption & { out: string }): Promise<void>
  removeData(named: string, options: Common & JsonOption & { evenIfUsed?: boolean }): void
}

const importFooter = `
Of a table in text, UTF-8, the delimiter, the decimal sign, the header and the type of each column are detected; --preview shows what they are taken for.
The last column is the target where none is named. Text, and few whole numbers, are classes; anything else is a number to be predicted. A column of
words becomes a feature for each word. A file in which anything is wrong is refused with the line and the column, and nothing of it is kept.

  lab data import iris.csv --target species
  lab data import wine.csv --delimiter semicolon --target quality --task regression --missing drop
  lab train --table iris --epochs 100
  lab data import train-images-idx3-ubyte --labels train-labels-idx1-ubyte --name shapes
  lab data import folder --size 28x28

The rows are stored once, by the SHA-256 of their numbers. docs/data.md has limits and examples.
With --json: {"data":{...},"present":false}, with --preview {"preview":{...}}`

const words: Readonly<Record<string, Dialect['delimiter']>> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' }
const signs: Readonly<Record<string, Dialect['decimal']>> = { point: '.', comma: ',' }

export function addData(data: Command, actions: DataActions): void {
  data
    .command('import')
    .description('store a table or images of your own as a data set')
    .argument('<file>', 'a table in text, images in IDX, a folder with a folder of PNG pictures for each class, or what lab data export made')
    .option('--labels <file>', 'the labels of the images, in IDX too')
    .option('--size <rows x columns>', 'stretch pictures to this size, such as 28x28 (default: that of the first)', parseSize)
    .option('--name <words>', "what it is called (default: the file's name)")
    .option('--target <columns...>', 'what the network is to answer (default: the last column)')
    .addOption(new Option('--task <word>', 'what the target is').choices([...tableTasks]))
    .option('--delimiter <sign>', 'what parts cells: comma, semicolon, tab or bar', parseWord(words))
    .option('--decimal <sign>', 'what parts the digits of a number: point or comma', parseWord(signs))
    .option('--header', 'the first row names the columns')
    .option('--no-header', 'the first row is a sample; columns are "column 1" and so on')
    .option(`--number <columns...>`, 'columns of numbers')
    .option('--category <columns...>', 'columns whose values are words, even if they look like numbers')
    .option('--ignore <columns...>', 'columns to leave out')
    .addOption(new Option('--missing <word>', 'a row with a missing value ends the import, or is left out').choices(['refuse', 'drop']).default('refuse'))
    .addOption(new Option('--constant <word>', 'features that never change').choices(['leave-out', 'keep']).default('leave-out'))
    .option('--preview', 'show what the beginning is taken for, and import nothing')
    .option('--json', 'one JSON object')
    .addHelpText('after', importFooter)
    .action((file: string, _options, command: Command) => actions.importData(file, command.optsWithGlobals()))
  data
    .command('list')
    .description('the imported data sets, the newest first')
    .option('--json', '{"data":[...]}')
    .action((_options, command: Command) => actions.listData(command.optsWithGlobals()))
  data
    .command('show')
    .description('one data set: shape, classes, columns, first rows, and what a configuration names it by')
    .argument('<name>', 'its name, or the beginning of its digest')
    .option('--json', '{"data":{...},"config":{"source":"table","set":{...}},"runs":0}')
    .action((named: string, _options, command: Command) => actions.showData(named, command.optsWithGlobals()))
  data
    .command('export')
    .description('a data set as one file, for lab data import in another lab, where it has the same digest')
    .argument('<name>', 'its name, or the beginning of its digest')
    .requiredOption('--out <file>', 'the file to make, such as iris.bpdata')
    .option('--json', '{"file":...,"bytes":0,"digest":...}')
    .action((named: string, _options, command: Command) => actions.exportData(named, command.optsWithGlobals()))
  data
    .command('remove')
    .description('remove a data set for good')
    .argument('<name>', 'its name, or the beginning of its digest')
    .option('--even-if-used', 'although recorded runs train on it, which cannot be repeated then')
    .option('--json', '{"removed":DIGEST}')
    .action((named: string, _options, command: Command) => actions.removeData(named, command.optsWithGlobals()))
}

/** The columns of each type that were named, as an import takes them. */
export function columnChoices(options: Pick<ImportWords, 'number' | 'category' | 'ignore'>): { name: string; type: (typeof columnTypes)[number] }[] {
  return columnTypes.flatMap((type) => (options[type] ?? []).map((name) => ({ name, type })))
}

function parseSize(text: string): PictureSize {
  const [, rows, columns] = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(text) ?? []
  if (rows === undefined || columns === undefined) throw new InvalidArgumentError('It takes two whole numbers, such as 28x28.')
  return { rows: Number(rows), columns: Number(columns) }
}

/** The word for a sign, or the sign itself. */
function parseWord<T extends string>(known: Readonly<Record<string, T>>): (text: string) => T {
  return (text) => {
    const value = known[text] ?? Object.values(known).find((sign) => sign === text)
    if (value === undefined) throw new InvalidArgumentError(`It takes one of ${Object.keys(known).join(', ')}.`)
    return value
  }
}
