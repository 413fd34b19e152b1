/** The engine is a library: whatever its index exports says what it is. */
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const { config } = ts.readConfigFile(resolve('tsconfig.engine.json'), (file) => ts.sys.readFile(file))
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'))

/** The exports of a file that have no docstring. */
function undocumented(file: string, program: ts.Program): { exports: number; bare: string[] } {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${file} exports nothing`)
  const symbols = checker.getExportsOfModule(module)
  const bare = symbols.filter((symbol) => {
    const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return declared.getDocumentationComment(checker).length === 0
  })
  return { exports: symbols.length, bare: bare.map(({ name }) => name) }
}

test('every export of the index has a docstring', () => {
  const index = resolve('src/engine/index.ts')
  const { exports, bare } = undocumented(index, ts.createProgram([index], options))
  expect(exports).toBeGreaterThan(150)
  expect(bare).toEqual([])
})

test('an export without one is found', () => {
  const files: Record<string, string> = {
    '/a.ts': '/** One. */\nexport const one = 1\nexport const two = 2\n',
    '/index.ts': "export { one, two } from './a'\n",
  }
  const host = { ...ts.createCompilerHost(options), fileExists: (file: string) => Object.hasOwn(files, file), readFile: (file: string) => files[file] }
  host.getSourceFile = (file) => (Object.hasOwn(files, file) ? ts.createSourceFile(file, files[file] ?? '', ts.ScriptTarget.ES2024) : undefined)
  expect(undocumented('/index.ts', ts.createProgram(['/index.ts'], { noLib: true, moduleResolution: ts.ModuleResolutionKind.Bundler }, host))).toEqual({
    exports: 2,
    bare: ['two'],
  })
})
