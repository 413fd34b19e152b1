/** The words of the command line: commands, options and help. What the commands do is given from outside. */
import { Command, Option, type CommanderError } from 'commander'
import type { FigureNumber } from '../api/report'
import { presetNames } from '../charts/compare/export-size'
import { clippings, groupings, layouts, parts, scoreKinds, xAxes } from '../charts/compare/state'
import { limits } from '../engine/config/limits'
import { preparationSteps } from '../engine/digits/steps'
import { centres, spans } from '../engine/statistics/bands'
import type { Common, JsonOption } from './common-options'
import { exportCharts, exportFormats, lengthHelp, wordOf, type ExportOptions } from './commands/export'
import type { PredictOptions } from './commands/predict'
import type { ResumeChoice } from './commands/resume'
import { runsFormats, type RunsFormat } from './commands/run-files'
import type { ListQuery } from './commands/runs'
import { addData, type DataActions } from './data-commands'
import { addDrawings, type DrawingActions } from './drawing-commands'
import { addModels, type ModelActions } from './exchange-commands'
import type { ExperimentChoice } from './experiment-choice'
import { parseCharts, parseLength, parsePositive, parseRuns, parseSmoothing } from './export-words'
import { parseFigures } from './figure-list'
import { collectNumbers, runNumber, wholeNumber } from './numbers'
import { addExperiment, addShard, addSweep, type ShardChoice, type SweepActions } from './sweep-commands'

export interface ReproduceChoice extends JsonOption {
  /** Undefined takes all. */
  figures?: FigureNumber[]
  quick?: boolean
  /** N means the seeds 1 to N. */
  seeds?: number
  /** Folder of the files. */
  out?: string
}

/** As the options are called; `chart` may be several. */
export interface ExportChoice extends JsonOption, Omit<ExportOptions, 'charts' | 'json' | 'transparent'> {
  chart: ExportOptions['charts']
  transparent?: boolean
}

/** What the commands do. */
export interface Actions extends DataActions, DrawingActions, ModelActions, SweepActions {
  train(options: Common & ExperimentChoice & ShardChoice & JsonOption & { drawings?: number }): Promise<void>
  resume(options: Common & ResumeChoice & JsonOption): Promise<void>
  presets(options: JsonOption): void
  list(options: Common & Partial<Pick<ListQuery, 'trashed' | 'archived'>> & Pick<ListQuery, 'search' | 'filter' | 'limit'> & JsonOption): void
  show(run: number, options: Common & JsonOption): void
  remove(runs: number[], options: Common & JsonOption & { forGood?: boolean }): void
  restoreRuns(runs: number[], options: Common & JsonOption): void
  exportRuns(runs: number[], options: Common & JsonOption & { out: string; format: RunsFormat }): Promise<void>
  importRuns(files: string[], options: Common & JsonOption): Promise<void>
  predict(options: Common & PredictOptions): void
  reproduce(options: Common & ReproduceChoice): Promise<void>
  export(options: Common & ExportChoice): Promise<void>
  open(file: string, options: Common & JsonOption & { save?: string }): void
  serve(options: Common & { port: number }): Promise<void>
  check(options: Common & JsonOption): void
  backup(options: Common & JsonOption & { out?: string }): Promise<void>
  restore(file: string | undefined, options: Common & JsonOption): void
  salvage(file: string, options: Common & JsonOption): void
}

export interface ProgramOptions {
  actions: Actions
  version: string
  writeOut(text: string): void
  writeErr(text: string): void
}

const footer = `
Data goes to standard output, progress and errors to standard error.
Exit codes: 0 done, 1 failed, 2 wrong use (the command line or the configuration is not valid).`

const trainFooter = `
A shard of an experiment that lab sweep split has divided is named in place of the experiment:
  lab train --sweep FOLDER --shard 3/16 --out 3.bplab
What of it is recorded in the data folder is not trained again, and what was cut off goes on.

--set replaces one field, named by its path; the value is JSON or a word:
  lab train --preset fig4 --epochs 5 --seeds 3 --set optimizer.learningRate=0.01 --set network.layers.0.activation=tanh

Ctrl+C and SIGTERM stop the runs and keep what is recorded; the exit code is then 130 or 143, and lab resume goes on.
It is 1 when a run ends in another status than "done". A preset or configuration that is not valid ends with 2.

With --json, standard output has one object a line. An epoch, once it is stored (row 0 is the untrained network; null where there is no value):
  {"event":"epoch","run":1,"seed":1,"epoch":0,"seconds":0,"train":{"loss":2.3,"accuracy":0.1},"validation":{"loss":2.3,"accuracy":0.1}}
and at the end:
  {"event":"done","runs":[{"run":1,"seed":1,"status":"done","last":{"epoch":5,"train":{...},"validation":{...}},"best":{...}}]}`

const resumeFooter = `
A run goes on from its last checkpoint, and ends with the same bits as if it had never been cut off. Epochs that were recorded after that
checkpoint are trained again and compared with what is recorded; if one came to other numbers, the run would end as failed and say so.
It takes the version, the kernels and the data that the run began with; otherwise the run is left as it is, and both are named.

Ctrl+C, exit codes and the lines of --json are those of lab train; only epochs that are new have a line.`

const reproduceFooter = `
Writes to the folder: figure-N.png and figure-N-dark.png (300 dpi, with configuration, seeds and data digests in the file), figure-N.csv (how
every trial ended), figure-N-curves.csv, claims.json, and report.html, one page that needs nothing else and prints well.
Trials that are recorded are not trained again, so a second call goes on where the first one ended, and figures share their trials.
A quick look takes fewer seeds and epochs; it is marked as such everywhere, and decides no claim.

Ctrl+C and SIGTERM stop the runs and keep what is recorded; the exit code is then 130 or 143. It is 1 when a run fails. A claim that is not
reproduced is no failure.

With --json, standard output has one object a line: {"event":"started",...}, {"event":"figure","figure":1,...} for each figure that is written,
{"event":"claim","claim":"1a","verdict":"reproduced",...} for each claim, and at the end {"event":"done","tally":{...},...}.`

const exportFooter = `
One chart is written to the file that --out names, several to a folder, each under its own name. Nothing is written over: an output that exists, cannot be
written, or climbs out of the folder the command runs in (by ..) is refused before anything is drawn. Pictures and JSON hold configurations, seeds and data
digests; lab open reads them from a picture again.

  lab export --runs 1-15,20 --chart loss --format png --preset paper --width 85mm --dpi 300 --out loss.png
  lab export --runs 1-15 --chart loss,accuracy,scores --format svg --out figures`

const predictFooter = `
--strokes takes a JSON file {"digits":[{"strokes":[[[x,y],...],...],"writer":1,"digit":7}]} with y downwards; writer and digit may be left out.
--without takes crop (to the ink), fit (into 20 x 20 pixels), pen (2 pixels wide) and centre (of mass). Without all four, the square around
everything that a writer drew is squeezed to 28 x 28.
--idx takes unpacked IDX files; without labels there is no accuracy.

With --json, standard output has one object; shares are 0 to 1, accuracy is null without labels:
  {"predictions":[{"writer":1,"digit":7,"predicted":7,"probabilities":[...]}],"accuracy":0.9,"accuracyByWriter":{"1":0.9},"accuracyByDigit":{"7":0.9}}`

const runsExportFooter = `
An archive carries runs to another lab. The other formats are for other programs: csv has a line an epoch, jsonl an object a run and an epoch,
and tensorboard a folder a run with an event file, for tensorboard --logdir. docs/interop.md lists their fields.`

const databaseFooter = `
Backups lie in the folder "backups" of the data folder: the newest 7 daily ones, 3 after finished experiments, 5 made on demand and 2 from
before a new version changed the database. check and backup work beside a lab that runs; restore and salvage need it closed.`

/** Builds the parser; it throws a CommanderError instead of ending the process. */
export function createProgram({ actions, version, writeOut, writeErr }: ProgramOptions): Command {
  const program = new Command('lab')
    .description('Backprop Lab from a terminal: train neural networks from first principles, and look at what was recorded.')
    .version(version)
    .option('--data-dir <dir>', "folder of the database (default: this user's data folder)", process.env['LAB_DATA_DIR'])
    .exitOverride()
    .configureOutput({ writeOut, writeErr })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', footer)
    .showHelpAfterError('(--help says more)')
  addTraining(program, actions)
  addSweep(program.command('sweep').description('divide an experiment among machines'), actions)
  addRuns(program.command('runs').description('list, show, delete, restore, export and import what is recorded'), actions)
  addModels(program.command('models').description('write models for other programs, and take theirs in'), actions)
  addDatabase(program.command('db').description('check, back up, restore and salvage what is recorded').addHelpText('after', databaseFooter), actions)
  addPrediction(program, actions)
  addData(program.command('data').description('data sets of your own: import, list, show, remove'), actions)
  addDrawings(program.command('drawings').description('your own test set: the drawings that are kept'), actions)
  addReport(program, actions)
  program
    .command('serve')
    .description('serve the lab to a browser on this computer; prints LAB_URL and the address')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes any free one', wholeNumber(0, 65_535), 0)
    .action((_options, command: Command) => actions.serve(command.optsWithGlobals()))
  return program
}

function addTraining(program: Command, actions: Actions): void {
  addShard(addExperiment(program.command('train').description('train an experiment and record it')))
    .option('--table <name>', 'train on an imported data set, by its name or the beginning of its digest')
    .option('--drawings <weight>', 'train with the kept drawings too, each so many times an epoch', wholeNumber(1, limits.drawingWeight))
    .option('--json', 'one JSON object a line')
    .addHelpText('after', trainFooter)
    .action((_options, command: Command) => actions.train(command.optsWithGlobals()))
  program
    .command('resume')
    .description('go on with runs that were cut off or stopped')
    .argument('[runs...]', 'numbers of the runs', collectNumbers)
    .option('--experiment <id>', 'the runs of this experiment that were cut off or stopped', runNumber)
    .option('--all', 'every run that was cut off')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', resumeFooter)
    .action((runs: number[], _options, command: Command) => actions.resume({ ...(runs.length > 0 && { runs }), ...command.optsWithGlobals() }))
  program
    .command('presets')
    .description('list the experiments of the report')
    .option('--json', 'with their whole configuration')
    .action((_options, command: Command) => actions.presets(command.optsWithGlobals()))
}

function addRuns(runs: Command, actions: Actions): void {
  runs
    .command('list')
    .description('runs, newest first')
    .option('--search <words>', 'only runs with all these words in name, setting, tags or note')
    .option('--filter <filter>', 'only runs that pass, such as "optimizer = adam and best.accuracy > 0.97"')
    .option('--limit <n>', 'at most so many', wholeNumber(1, 10_000), 1000)
    .option('--trashed', 'those in the trash instead')
    .option('--archived', 'archived ones too')
    .option('--json', '{"runs":[...]}')
    .action((_options, command: Command) => actions.list(command.optsWithGlobals()))
  runs
    .command('show')
    .description('one run with its epochs and models')
    .argument('<run>', 'number of the run', runNumber)
    .option('--json', '{"run":{...},"epochs":[...],"models":[...]}')
    .action((run: number, _options, command: Command) => actions.show(run, command.optsWithGlobals()))
  runs
    .command('delete')
    .description('move runs to the trash')
    .argument('<runs...>', 'numbers of the runs', collectNumbers)
    .option('--for-good', 'remove them with epochs and models instead')
    .option('--json', '{"trashed":[...]} or {"deleted":[...]}')
    .action((numbers: number[], _options, command: Command) => actions.remove(numbers, command.optsWithGlobals()))
  runs
    .command('restore')
    .description('bring runs back from the trash')
    .argument('<runs...>', 'numbers of the runs', collectNumbers)
    .option('--json', '{"restored":[...]}')
    .action((numbers: number[], _options, command: Command) => actions.restoreRuns(numbers, command.optsWithGlobals()))
  runs
    .command('export')
    .description('write runs into one archive with all that they hold, or their epochs for other programs')
    .argument('<runs...>', 'numbers of the runs', collectNumbers)
    .addOption(new Option('--format <word>', `kind of file: ${runsFormats.join(', ')}`).choices([...runsFormats]).default('archive'))
    .requiredOption('--out <path>', 'the file, for tensorboard the folder; what is there already is refused')
    .option('--json', '{"file","experiments","runs","drawings","bytes","contentDigest"}, or {"files","runs","epochs"} for other programs')
    .addHelpText('after', runsExportFooter)
    .action((numbers: number[], _options, command: Command) => actions.exportRuns(numbers, command.optsWithGlobals()))
  runs
    .command('import')
    .description('add what archives hold: each checked first, then all of it at once, and nothing twice')
    .argument('<files...>', 'archives that were exported')
    .option('--json', 'an object a file: {"file","added":[...],"present":[...],"refused":[...],"experiments","drawings","contentDigest"}')
    .action((files: string[], _options, command: Command) => actions.importRuns(files, command.optsWithGlobals()))
}

function addDatabase(db: Command, actions: Actions): void {
  db.command('check')
    .description('check the whole database; ends with 1 where something is damaged, and names it')
    .option('--json', '{"problems":[{"kind","run","message"}],"runs":..., ...}')
    .action((_options, command: Command) => actions.check(command.optsWithGlobals()))
  db.command('backup')
    .description('take a backup now')
    .option('--out <file>', 'write it to this file, which must not exist')
    .option('--json', '{"backup":FILE,"holds":{"schema","experiments","runs","newest"}}')
    .action((_options, command: Command) => actions.backup(command.optsWithGlobals()))
  db.command('restore')
    .description('put a backup in the place of the database, which is kept under another name')
    .argument('[file]', 'the backup; the newest one where it is left out')
    .option('--json', '{"restored":FILE,"holds":{...},"aside":FILE}')
    .action((file: string | undefined, _options, command: Command) => actions.restore(file, command.optsWithGlobals()))
  db.command('salvage')
    .description('take over the runs that another database file has, damaged or not, and this one lacks or has damaged')
    .argument('<file>', 'such as a backup, or a database that was kept under another name')
    .option('--json', '{"runs","epochs","models","marks","left":[...]}')
    .action((file: string, _options, command: Command) => actions.salvage(file, command.optsWithGlobals()))
}

function addReport(program: Command, actions: Actions): void {
  program
    .command('reproduce')
    .description("reproduce the report's figures and judge its claims")
    .option('--figures <list>', 'only these, such as 1,4-6', parseFigures)
    .option('--quick', 'a quick look with fewer seeds and epochs')
    .option('--seeds <n>', 'the seeds 1 to N instead of those of the report', wholeNumber(1, limits.trials))
    .option('--out <dir>', 'folder of the files (default: report, or report-quick)')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', reproduceFooter)
    .action((_options, command: Command) => actions.reproduce(command.optsWithGlobals()))
  addExport(program, actions)
  program
    .command('open')
    .description('open a figure that the lab has drawn: its experiment, and what of it is recorded here')
    .argument('<figure>', 'a PNG or SVG file')
    .option('--save <file>', 'write its experiment as JSON, for lab train --config')
    .option('--json', 'one JSON object')
    .action((file: string, _options, command: Command) => actions.open(file, command.optsWithGlobals()))
}

function addExport(program: Command, actions: Actions): void {
  const word = (flag: string, description: string, words: readonly string[], usual?: string) => {
    const option = new Option(`${flag} <word>`, `${description}: ${words.join(', ')}`).choices([...words])
    return usual === undefined ? option : option.default(usual)
  }
  program
    .command('export')
    .description('draw charts of recorded runs into files')
    .requiredOption('--runs <list>', 'numbers of the runs, such as 1,4-6', parseRuns)
    .requiredOption('--chart <list>', `what is drawn: ${exportCharts.map(wordOf).join(', ')}`, parseCharts)
    .requiredOption('--out <path>', 'the file or, for several charts, the folder')
    .addOption(word('--format', 'kind of file', exportFormats, 'png'))
    .addOption(word('--preset', 'size, type and lines', presetNames, 'paper'))
    .option('--width <length>', lengthHelp, parseLength)
    .option('--height <length>', 'the same; it follows the width where it is left out', parseLength)
    .option('--dpi <n>', 'dots an inch, 72 to 600', parsePositive)
    .option('--font-size <pt>', 'size of the type in points', parsePositive)
    .option('--line-width <pt>', 'width of the lines in points', parsePositive)
    .addOption(word('--theme', 'colours', ['light', 'dark'], 'light'))
    .option('--transparent', 'without a ground')
    .option('--title <words>', 'title (default: the names of the experiments)')
    .option('--caption <words>', 'caption (default: what lines and bands are)')
    .addOption(word('--grouping', 'one curve a setting or a run', groupings))
    .addOption(word('--layout', 'over each other or side by side', layouts))
    .addOption(word('--part', 'samples', parts))
    .addOption(word('--x', 'horizontal axis', xAxes))
    .option('--log-x', 'logarithmic horizontal axis')
    .option('--log-y', 'logarithmic vertical axis')
    .addOption(word('--centre', 'line over trials', centres))
    .addOption(word('--span', 'band over trials', spans))
    .option('--show-trials', 'single trials as thin lines')
    .option('--smoothing <kind>', 'none, ema:WEIGHT or mean:WINDOW', parseSmoothing)
    .addOption(word('--clip', 'what the vertical axis leaves out', clippings))
    .addOption(word('--score', 'which value of a trial counts', scoreKinds))
    .option('--json', '{"files":[...]}')
    .addHelpText('after', exportFooter)
    .action((_options, command: Command) => actions.export(command.optsWithGlobals()))
}

function addPrediction(program: Command, actions: Actions): void {
  program
    .command('predict')
    .description('let a model read digits')
    .option('--run <id>', 'number of the run whose model reads', runNumber)
    .option('--best', 'the model of its best epoch instead of the last')
    .option('--pretrained', 'the digit model that comes with the program instead')
    .option('--strokes <file>', 'drawings as pen strokes')
    .addOption(new Option('--without <steps...>', 'leave these steps of preparing strokes out').choices(preparationSteps))
    .option('--idx <files...>', 'images and labels as IDX files: IMAGES LABELS')
    .option('--json', 'one JSON object')
    .addHelpText('after', predictFooter)
    .action((_options, command: Command) => actions.predict(command.optsWithGlobals()))
}

/** Whether the parser ended because it showed what was asked for. */
export function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version'
}
