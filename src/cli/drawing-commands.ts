/** The words of `lab drawings`. */
import type { Command } from 'commander'
import { limits } from '../engine/config/limits'
import type { Common, JsonOption } from './common-options'
import { collectNumbers, runNumber, wholeNumber } from './numbers'
import type { PredictOptions } from './commands/predict'

/** Files of drawings: strokes, or images with labels. */
export interface DrawingFileOptions extends JsonOption {
  strokes?: string
  idx?: string[]
}

export interface DrawingActions {
  listDrawings(options: Common & JsonOption): void
  importDrawings(options: Common & DrawingFileOptions): void
  exportDrawings(options: Common & DrawingFileOptions): void
  labelDrawings(drawings: number[], options: Common & JsonOption & { digit?: number; none?: boolean }): void
  deleteDrawings(drawings: number[], options: Common & JsonOption): void
  setDrawings(drawings: number[], options: Common & { weight: number }): void
  scoreDrawings(options: Common & Pick<PredictOptions, 'run' | 'best' | 'pretrained' | 'json'>): void
}

const footer = `
--strokes is a JSON file as lab predict reads it: {"digits":[{"strokes":[[[x,y],...],...],"writer":1,"digit":7}]} with y downwards.
--idx are two files, images of 28 x 28 and labels. IDX holds no strokes: what is brought in from it can be read, scored and trained with, but not drawn on.

An import checks everything first, adds all or nothing, and nothing twice. lab drawings set prints what a configuration takes as data.drawings:
  {"data":{"source":"mnist","drawings":{"digest":"...","count":40,"weight":5}}, ...}
and so does lab train --drawings 5. A weight of 5 means that each drawing appears five times in an epoch. The set is kept by its digest: the drawings may be
changed or deleted later, and the run can still be resumed and verified.`

export function addDrawings(drawings: Command, actions: DrawingActions): void {
  const files = (command: Command, what: string) =>
    command.option('--strokes <file>', `${what} as pen strokes`).option('--idx <files...>', `${what} as IDX files: IMAGES LABELS`)
  drawings.addHelpText('after', footer)
  drawings
    .command('list')
    .description('what is kept, in the order in which it was kept')
    .option('--json', '{"drawings":[{"id","digit","writer","repetition","strokes","points","note","keptAt"}]}')
    .action((_options, command: Command) => actions.listDrawings(command.optsWithGlobals()))
  files(drawings.command('import').description('add drawings from files: checked first, then all at once, and nothing twice'), 'drawings')
    .option('--json', '{"added":[...],"present":0,"labelled":0}')
    .action((_options, command: Command) => actions.importDrawings(command.optsWithGlobals()))
  files(drawings.command('export').description('write all kept drawings into new files'), 'drawings')
    .option('--json', '{"files":[...],"drawings":40,"leftOut":0}')
    .action((_options, command: Command) => actions.exportDrawings(command.optsWithGlobals()))
  drawings
    .command('label')
    .description('say what drawings show')
    .argument('<drawings...>', 'numbers of the drawings', collectNumbers)
    .option('--digit <n>', 'the digit', wholeNumber(0, 9))
    .option('--none', 'take the label away')
    .option('--json', '{"drawings":[...]}')
    .action((numbers: number[], _options, command: Command) => actions.labelDrawings(numbers, command.optsWithGlobals()))
  drawings
    .command('delete')
    .description('delete drawings for good; what runs have trained with stays with them')
    .argument('<drawings...>', 'numbers of the drawings', collectNumbers)
    .option('--json', '{"deleted":[...]}')
    .action((numbers: number[], _options, command: Command) => actions.deleteDrawings(numbers, command.optsWithGlobals()))
  drawings
    .command('set')
    .description('store drawings as a set to train with, and print it as JSON for data.drawings')
    .argument('[drawings...]', 'numbers of the drawings; all that have a label where they are left out', collectNumbers)
    .option('--weight <n>', 'times that each appears in an epoch', wholeNumber(1, limits.drawingWeight), 1)
    .action((numbers: number[], _options, command: Command) => actions.setDrawings(numbers, command.optsWithGlobals()))
  drawings
    .command('score')
    .description('let a model read them: accuracy and confusion matrix')
    .option('--run <id>', 'number of the run whose model reads', runNumber)
    .option('--best', 'the model of its best epoch instead of the last')
    .option('--pretrained', 'the digit model that comes with the program instead')
    .option('--json', '{"model","drawings","labelled","right","accuracy","confusion":[10 rows of 10],...,"predictions":[...]}')
    .action((_options, command: Command) => actions.scoreDrawings(command.optsWithGlobals()))
}
