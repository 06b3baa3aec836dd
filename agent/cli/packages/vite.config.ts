import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { bundledName, bundledPackages } from './bundled-packages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const prefix = 'package:';

/** A module for each package that hands on what the package exports: what a CommonJS one exports is only known once it has run. */
const entries: Plugin = {
  name: 'package-entries',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith(prefix) ? id : undefined),
  load: async (id) => {
    if (!id.startsWith(prefix)) return undefined;
    const name = id.slice(prefix.length);
    const exported = Object.keys((await import(name)) as object).filter((key) => key !== 'module.exports');
    return `export { ${exported.join(', ')} } from '${name}';`;
  },
};

/** Third-party packages as a few files instead of a thousand. */
export default defineConfig({
  root,
  plugins: [entries],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: fileURLToPath(new URL('../../../build/packages', import.meta.url)),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(bundledPackages.map((name) => [bundledName(name), `${prefix}${name}`])),
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'shared-[hash].mjs' },
    },
  },
});
