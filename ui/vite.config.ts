import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

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
    // rxjs keeps its classes as they were written under this condition, without helpers for browsers of long ago.
    resolve: { conditions: ['es2015', ...defaultClientConditions] },
    plugins: [react()],
    // The reader of camera pictures, which is loaded only when the camera is asked for.
    worker: { format: 'es' as const },
    build: {
      outDir: here('../build/ui'),
      emptyOutDir: true,
      // Electron 25, the oldest shell that is promised to start, carries Chromium 114.
      target: 'chrome114',
      // The cashier's page, the customer's display, and the small window beside the shop's own till software.
      rolldownOptions: {
        input: [here('index.html'), here('display.html'), here('companion.html')],
        // In few files: in forty small ones the same packs worse by 14 kB, and each would be asked for alone.
        output: {
          codeSplitting: {
            groups: [
              { name: 'shared', priority: 2, minShareCount: 2, test: /\.[jt]sx?$/ },
              { name: 'sheets', priority: 1, test: /ui[\\/](?:people[\\/](?:sign-in|approval|settings)-sheet|screens[\\/]sale[\\/](?:why[\\/](?:why-sheet|hint-list)|extras[\\/]extras-sheet|slip-sheet)|lost-races[\\/]lost-race-banner)/ },
            ],
          },
        },
      },
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 600,
    },
  };
});
