import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import { isFresh, packagesBuild } from '../start/web-build.ts';
import { bundledUrls } from './bundled-packages.ts';

/** Loads packages from the build that `till start` makes, where it was made from the versions of now. To be called before anything imports one. */
export function useBundledPackages(): void {
  if (!isFresh(packagesBuild)) return;
  const urls = bundledUrls(join(projectRoot, packagesBuild.folder));
  registerHooks({
    resolve: (name, context, next) => {
      const url = urls.get(name);
      return url === undefined ? next(name, context) : { url, format: 'module', shortCircuit: true };
    },
  });
}
