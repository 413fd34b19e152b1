import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

export default defineConfig(
  // AssemblyScript is a language of its own: functions take decorators, and its compiler checks the types.
  { ignores: ['node_modules/**', 'out/**', 'dist/**', '.nuxt-ui/**', 'docs/api/**', 'src/engine/fast/assembly/**'] },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      // TypeScript itself finds undefined names, in every environment.
      'no-undef': 'off',
      // An index within bounds is asserted where the loop shows it; a cast that silences the compiler is not allowed.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      eqeqeq: 'error',
    },
  },
  // A renderer has no console to read: what goes wrong is shown.
  { files: ['src/renderer/**'], rules: { 'no-console': 'error' } },
  prettier,
)
