import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The cashier's page. It is served with `default-src 'self'`, by the agent or from `app://till`: so nothing is inlined
 * (no script, no style, no `data:` font) and every address is relative.
 */
export default defineConfig(({ command }) => {
  // A test runner says NODE_ENV=test, with which React would be built in its slow and talkative form. What is tested is what ships.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    root: here('.'),
    base: './',
    plugins: [react()],
    // The reader of camera pictures, which is loaded only when the camera is asked for.
    worker: { format: 'es' as const },
    build: {
      outDir: here('../build/ui'),
      emptyOutDir: true,
      // Electron 25, the oldest shell that is promised to start, carries Chromium 114.
      target: 'chrome114',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 600,
    },
  };
});
