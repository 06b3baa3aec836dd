import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const common = { root: here('.'), logLevel: 'error' } as const;
/** Node 18 and Chromium 114: so main and preload start on any Electron from 25 up. */
const target = ['node18', 'chrome114'];

/** A file that loads no other, built after the rest: a sandboxed preload can load nothing, and the sheet is one script. */
function single(entry: string, fileName: string, format: 'cjs' | 'iife'): Plugin {
  let outDir = '';
  return {
    name: `single:${fileName}`,
    configResolved(config) {
      ({ outDir } = config.build);
    },
    async closeBundle() {
      await build({
        ...common, configFile: false, publicDir: false,
        build: { outDir, emptyOutDir: false, target, minify: false, lib: { entry, formats: [format], name: 'sheet', fileName: () => fileName }, rolldownOptions: { external: ['electron'] } },
      });
    },
  };
}

/** Main and preload as CommonJS, and the pages that are the shell's own. */
export default defineConfig({
  ...common,
  publicDir: here('pages'),
  plugins: [single(here('./preload.ts'), 'preload.cjs', 'cjs'), single(here('./leave-kiosk/sheet.ts'), 'shell/leave.js', 'iife')],
  build: {
    outDir: here('../../build/desktop'),
    emptyOutDir: true,
    target,
    minify: false,
    lib: { entry: { main: here('./main.ts') }, formats: ['cjs'], fileName: (_format, name) => `${name}.cjs` },
    rolldownOptions: { external: ['electron', /^node:/] },
  },
});
