import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { fileArguments, secondStart } from '../../../../src/main/electron/file-arguments'
import { fileFilters } from '../../../../src/main/electron/choose-files'
import { OpenedFiles } from '../../../../src/main/electron/opened-files'

const at = (...names: string[]) => names.map((name) => resolve('/work', name))

it.each([
  ['an archive, a figure and a model', ['a.bplab', 'b.PNG', 'c.svg', 'd.onnx', 'e.safetensors'], ['a.bplab', 'b.PNG', 'c.svg', 'd.onnx', 'e.safetensors']],
  ['a data set', ['iris.bpdata', 'iris.csv'], ['iris.bpdata']],
  ['an absolute path', ['/tmp/a.bplab'], ['/tmp/a.bplab']],
  ['no option, whatever it ends with', ['--data-dir=/x.bplab', '-x.svg', '--enable-features=a.png'], []],
  ['no value of an option of the lab', ['--data-dir', 'runs.bplab', '--port', '1.svg', '--self-test', 'report.svg', 'a.bplab'], ['a.bplab']],
  ['no other file', ['/opt/lab', '.', 'notes.txt', 'lab.sqlite', 'run.sh', 'a.bplab.exe', '.bplab', 'https://example.org/'], ['.bplab']],
  ['no path with a NUL', ['a\0.bplab'], []],
])('takes %s', (_what, words, files) => {
  expect(fileArguments(words, '/work')).toEqual(at(...files))
})

it('takes twenty at most', () => {
  expect(
    fileArguments(
      Array.from({ length: 30 }, (_, i) => `${i}.bplab`),
      '/work',
    ),
  ).toHaveLength(20)
})

it('believes a second start only what fits', () => {
  expect(secondStart.safeParse({ files: ['/a.bplab'] }).success).toBe(true)
  for (const given of [undefined, null, {}, { files: 'a' }, { files: [1] }, { files: Array(21).fill('/a') }])
    expect(secondStart.safeParse(given).success).toBe(false)
})

it('offers all kinds in the dialog, then each', () => {
  expect(fileFilters().map(({ extensions }) => extensions)).toEqual([
    ['bplab', 'png', 'svg', 'onnx', 'safetensors', 'bpdata'],
    ['bplab'],
    ['png', 'svg'],
    ['onnx', 'safetensors'],
    ['bpdata'],
  ])
})

it('keeps files until the page takes them, each once', () => {
  const opened = new OpenedFiles()
  opened.add(['/a.bplab'])
  const told: string[] = []
  opened.whenAdded((paths) => told.push(...paths))
  opened.add(['/b.svg', '/c.svg'])
  opened.add([])
  expect(opened.waiting).toEqual(['/a.bplab', '/b.svg', '/c.svg'])
  expect(told).toEqual(['/b.svg', '/c.svg'])
  expect(opened.take()).toEqual(['/a.bplab', '/b.svg', '/c.svg'])
  expect(opened.take()).toEqual([])
})
