import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';
import { defineConfig, type Plugin } from 'vite';
import { bundledName, bundledPackages } from './bundled-packages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const prefix = 'package:';

const require = createRequire(import.meta.url);

/** A module for each package that hands on what the package exports: what a CommonJS one exports is only known once it has run. */
const entries: Plugin = {
  name: 'package-entries',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith(prefix) ? id : undefined),
  load: (id) => (id.startsWith(prefix) ? `export { ${exportsOf(id.slice(prefix.length)).join(', ')} } from '${id.slice(prefix.length)}';` : undefined),
};

/** The names that `import` gives; to it a CommonJS package as a whole is the default. */
function exportsOf(name: string): string[] {
  const loaded = require(name) as object;
  const names = Object.keys(loaded).filter((key) => key !== '__esModule' && key !== 'module.exports');
  return types.isModuleNamespaceObject(loaded) ? names : [...new Set([...names, 'default'])];
}

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
