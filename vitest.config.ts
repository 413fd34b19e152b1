import { defineConfig } from 'vitest/config'
import { assemblyPlugin } from './scripts/assembly-plugin.ts'
import { LongestFirst } from './scripts/longest-first.ts'

const plugins = [assemblyPlugin(import.meta.dirname)]

export default defineConfig({
  test: {
    // Every processor: with two of them the default would leave one idle.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/fuzz/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 60_000 },
      },
      { plugins, test: { name: 'parity', include: ['test/parity/**/*.test.ts'], testTimeout: 120_000 } },
      { plugins, test: { name: 'golden', include: ['test/golden/**/*.test.ts'], testTimeout: 120_000 } },
      {
        plugins,
        test: {
          name: 'faults',
          include: ['test/reliability/**/*.test.ts'],
          globalSetup: ['test/reliability/global-setup.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
})
