import { defineConfig } from 'vitest/config';

// Seven kinds of test, run apart because they cost so differently: unit (beside the source), conformance (against the
// reference tools' word), fuzz (broken recordings), setup (a fresh machine made ready), browser (the page in Chromium),
// guest (a real kernel in QEMU), labs (every lab of the course; `npm run test:labs`).
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], testTimeout: 180_000 },
      },
      {
        extends: true,
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.mjs'],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'setup',
          include: ['test/setup/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'labs',
          include: ['test/labs/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'guest',
          include: ['test/vm/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // One test spoils the saved guests that all share.
          fileParallelism: false,
        },
      },
    ],
  },
});
