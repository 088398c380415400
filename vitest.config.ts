import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{analyzer,rules,reporters,cli,scripts,fixtures}/**/*.test.ts'],
    // Two cores: workers beyond that only add start-up time.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
