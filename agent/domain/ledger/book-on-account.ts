import type { Account } from '../customer/account.ts';
import type { LotMove } from '../operations/operation.ts';
import type { Effect } from '../operations/effect.ts';
import { changeOf } from './effects.ts';
import type { SaleLots } from './lot.ts';
import { addLots, keepWithinBalance, spendLots, takePending, takeReady } from './move-lots.ts';

/** The account after a sale's postings. `lots` are what it earned, as far as they have days. */
export function bookSale(account: Account, effects: readonly Effect[], lots: SaleLots): Account {
  const spent = changeOf(effects, 'spent') + changeOf(effects, 'goodwill');
  const before = withAvailable(account, changeOf(effects, 'available'));
  return keepWithinBalance(addLots(spendLots(before, spent), lots));
}

export interface BookedReturn {
  readonly account: Account;
  /** Points that the return takes as pending ones and that became available meanwhile: the centre books them back first */
  readonly maturedMeanwhile: number;
}

/** The account after a return's postings. */
export function bookReturn(account: Account, effects: readonly Effect[], moves: readonly LotMove[]): BookedReturn {
  let after = withAvailable(account, changeOf(effects, 'available'));
  let maturedMeanwhile = 0;
  for (const { lotId, bucket, points, expiresOn } of moves) {
    if (points >= 0) {
      after = addLots(after, { pending: [], ready: [{ lotId, points, ...(expiresOn === undefined ? {} : { expiresOn }) }] });
      continue;
    }
    const taken = bucket === 'pending' ? takePending(after, lotId, -points) : { account: after, missing: -points };
    if (bucket === 'pending') maturedMeanwhile += taken.missing;
    after = takeReady(taken.account, lotId, taken.missing);
  }
  return { account: keepWithinBalance(withAvailable(after, -maturedMeanwhile)), maturedMeanwhile };
}

function withAvailable(account: Account, change: number): Account {
  return change === 0 ? account : { ...account, availablePoints: account.availablePoints + change };
}
