import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';

/** A second try where nobody watches; what needed it is listed at the end as unsteady. */
const retry = process.env['CI'] === undefined ? 0 : 1;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'server/**/*.test.ts',
            'electron/**/*.test.ts',
            'build/**/*.test.ts',
            'test/scenarios/**/*.test.ts',
            'test/rows/**/*.test.ts',
          ],
          environment: 'node',
          isolate: false,
          retry,
          testTimeout: 15_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'panel',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          isolate: false,
          retry,
          setupFiles: ['renderer/test-setup.ts'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/security/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          retry,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          retry,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
