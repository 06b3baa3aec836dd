import type { CentralContext } from '../central-context.ts';
import { hashPhones } from '../profiles/hash-phones.ts';
import { mergeByPhone, type MergesDone } from './merge-by-phone.ts';

/**
 * Looks at telephones that changed: rows get their hashes, and accounts of one verified telephone become one. Hashes come first, so that the account that is left
 * says its own before the merge, and need not come again in the feed after the one that is gone.
 */
export async function lookAtPhones(context: Pick<CentralContext, 'db' | 'library' | 'phoneKeys'>, nowMs: number): Promise<MergesDone> {
  await hashPhones(context);
  const done = await mergeByPhone(context, nowMs);
  if (done.merged > 0) await hashPhones(context);
  return done;
}
