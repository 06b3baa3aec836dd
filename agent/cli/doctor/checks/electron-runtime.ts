import { findElectron } from '../../../desktop/find-runtime.ts';
import type { Check } from '../check.ts';

/** The page in a browser does the same, so that nothing here is a failure. */
export const electronRuntime: Check = {
  name: 'desktop window',
  look: () => {
    const found = findElectron();
    return 'path' in found ? { state: 'ok', detail: `Electron at ${found.path}` } : { state: 'skipped', detail: `${found.reason}; the page opens in a browser` };
  },
};
