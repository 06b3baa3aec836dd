import type { CentralContext } from '../central-context.ts';
import { hashPhones } from '../profiles/hash-phones.ts';
import { mergeByPhone, type MergesDone } from './merge-by-phone.ts';

/**
 * Looks at telephones that changed: rows get their hashes, and accounts of one verified telephone become one. Hashes come first, so that the account that is left
 * says its own before the merge, and need not come again in the feed after the one that is gone.
 * A process without the keys leaves the hashes to the others.
 */
export async function lookAtPhones({ db, library, phoneKeys }: Pick<CentralContext, 'db' | 'library'> & Partial<Pick<CentralContext, 'phoneKeys'>>, nowMs: number): Promise<MergesDone> {
  if (phoneKeys !== undefined) await hashPhones({ db, phoneKeys });
  const done = await mergeByPhone({ db, library }, nowMs);
  if (phoneKeys !== undefined && done.merged > 0) await hashPhones({ db, phoneKeys });
  return done;
}
