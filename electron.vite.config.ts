import { resolve } from 'node:path'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { assemblyPlugin } from './scripts/assembly-plugin.ts'
import { katexFonts } from './scripts/katex-fonts.ts'

const root = import.meta.dirname
const at = (path: string) => resolve(root, path)

export default defineConfig({
  main: {
    plugins: [assemblyPlugin(root)],
    build: {
      externalizeDeps: true,
      sourcemap: true,
      rolldownOptions: {
        // Every file that is started by itself: the two shells, the terminal, the training process and its threads.
        input: {
          index: at('src/main/index.ts'),
          serve: at('src/main/serve.ts'),
          cli: at('src/cli/index.ts'),
          trainer: at('src/trainer/index.ts'),
          worker: at('src/trainer/worker.ts'),
          'storage-thread': at('src/main/storage-thread.ts'),
          'nearest-thread': at('src/trainer/nearest-thread.ts'),
          'import-thread': at('src/main/import-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false, // a sandboxed preload can require almost nothing: bundle all
      rolldownOptions: { input: { index: at('src/preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    base: './',
    define: { __VUE_I18N_FULL_INSTALL__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
    worker: { format: 'es', plugins: () => [assemblyPlugin(root)] },
    plugins: [
      assemblyPlugin(root),
      katexFonts(),
      vue(),
      ui({
        root, // where .nuxt-ui, the theme's sources for Tailwind, is written
        dts: false,
        colorMode: false, // the theme is a setting of the lab, not of the browser
        icon: { clientBundle: { scan: { globInclude: ['src/renderer/**/*.{vue,ts}'], globExclude: [] } } }, // icons into the bundle: no request
        ui: {
          colors: { primary: 'petrol', neutral: 'graphite' as 'zinc' },
          button: {
            slots: { base: 'font-medium rounded-sm focus-visible:outline-2 focus-visible:outline-offset-1' },
            defaultVariants: { size: 'sm' },
            // The default fades the button under the pointer, and its words with it: too little contrast.
            compoundVariants: [
              {
                color: 'primary',
                variant: 'solid',
                class: 'hover:bg-petrol-700 active:bg-petrol-700 dark:hover:bg-petrol-300 dark:active:bg-petrol-300',
              },
            ],
          },
          input: { defaultVariants: { size: 'sm' } },
          inputNumber: { defaultVariants: { size: 'sm' } },
          select: { defaultVariants: { size: 'sm' } },
          selectMenu: { defaultVariants: { size: 'sm' } },
          switch: { defaultVariants: { size: 'sm' } },
          checkbox: { defaultVariants: { size: 'sm' } },
          modal: { slots: { content: 'rounded-md ring-1 ring-accented shadow-xl divide-y-0' } },
        },
      }),
    ],
    build: {
      rolldownOptions: {
        input: at('src/renderer/index.html'),
        // All that the first room needs in one file: asked for one by one, forty small ones come later than one large one.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
      target: 'chrome140',
      minify: true,
      sourcemap: false,
      assetsInlineLimit: 0, // small fonts would become data: addresses, which font-src refuses
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
    },
  },
})
