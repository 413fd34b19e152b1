import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import security from 'eslint-plugin-security'
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
  security.configs.recommended,
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
  {
    rules: {
      'security/detect-bidi-characters': 'error',
      'security/detect-buffer-noassert': 'error',
      'security/detect-child-process': 'error',
      'security/detect-disable-mustache-escape': 'error',
      'security/detect-eval-with-expression': 'error',
      'security/detect-new-buffer': 'error',
      'security/detect-no-csrf-before-method-override': 'error',
      'security/detect-non-literal-regexp': 'error',
      'security/detect-non-literal-require': 'error',
      'security/detect-possible-timing-attacks': 'error',
      'security/detect-pseudoRandomBytes': 'error',
      'security/detect-unsafe-regex': 'error',
      // Every index into an array is one to this rule. What comes from outside is looked up by Object.hasOwn or passes a schema.
      'security/detect-object-injection': 'off',
      // Every path is one to this rule. Those of the window's files are resolved by src/main/assets.ts; all others are the user's own words.
      'security/detect-non-literal-fs-filename': 'off',
    },
  },
  // Tests and scripts start the programs that they are about, and look for words that they have made themselves.
  { files: ['test/**', 'bench/**', 'scripts/**'], rules: { 'security/detect-child-process': 'off', 'security/detect-non-literal-regexp': 'off' } },
  // A renderer has no console to read: what goes wrong is shown.
  { files: ['src/renderer/**'], rules: { 'no-console': 'error' } },
  prettier,
)
