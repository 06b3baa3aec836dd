import type { Directory } from '../../../agent/ports/directory.ts';

/** A centre that is out of reach. */
export const absentDirectory: Directory = {
  findByPhone: async () => await Promise.resolve(undefined),
  requestCode: async () => await Promise.resolve(undefined),
  checkCode: async () => await Promise.resolve(undefined),
};
