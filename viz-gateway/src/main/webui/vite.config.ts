import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => {
  // Where a running gateway answers while `npm run dev` serves the page.
  const gateway = loadEnv(mode, '.', 'TARN_')['TARN_URL'] ?? 'http://127.0.0.1:8080';
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      target: ['es2023', 'chrome123', 'firefox121', 'safari17.5'],
      // The chart library is one large chunk, loaded only by a view that draws.
      chunkSizeWarningLimit: 1200,
      assetsInlineLimit: 0,
    },
    server: { proxy: { '/api': gateway, '/openapi': gateway, '/problems': gateway } },
    // The limit is for what hangs, not for a machine that is busy.
    test: { environment: 'jsdom', setupFiles: 'test/setup.ts', include: ['test/**/*.test.{ts,tsx}'], css: true, testTimeout: 120_000 },
  };
});
