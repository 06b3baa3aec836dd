import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Main and preload as CommonJS for Node 18: so they start on any Electron from 25 up. */
export default defineConfig({
  root: here('.'),
  build: {
    outDir: here('../../build/desktop'),
    emptyOutDir: true,
    target: 'node18',
    minify: false,
    // A sandboxed preload can load nothing but itself.
    lib: { entry: { main: here('./main.ts'), preload: here('./preload.ts') }, formats: ['cjs'], fileName: (_format, name) => `${name}.cjs` },
    rolldownOptions: { external: ['electron', /^node:/] },
  },
});
