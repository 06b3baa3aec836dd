import type { Account } from '../../agent/domain/customer/account.ts';
import type { CacheView, CacheWriter } from '../../agent/ports/customer-cache.ts';

export function testAccount(accountId: string, availablePoints = 0): Account {
  return { accountId, tier: 'base', availablePoints, holds: [], cards: [] };
}

export interface FakeCache extends CacheWriter {
  points(): Record<string, number>;
  /** Pages that contained less of the journal than the rows that they were applied to */
  regressions(): number;
  /** Generations that were begun and thrown away */
  aborted(): number;
  failNextAdd(fault: Error): void;
}

/** A cache in memory with generations, as the engine sees it. */
export function createFakeCache(): FakeCache {
  let view: CacheView | undefined;
  let accounts = new Map<string, Account>();
  let aborted = 0;
  let regressions = 0;
  let nextFault: Error | undefined;
  return {
    view: () => view,
    beginSnapshot(header) {
      const building = new Map<string, Account>();
      return {
        add(page) {
          const fault = nextFault;
          nextFault = undefined;
          if (fault !== undefined) throw fault;
          for (const account of page) building.set(account.accountId, account);
        },
        addProgramme: () => undefined,
        finish(asOfMs) {
          accounts = building;
          view = { ...header, generation: (view?.generation ?? 0) + 1, asOfMs, accounts: accounts.size };
        },
        abort() {
          aborted += 1;
        },
      };
    },
    wipe() {
      view = undefined;
      accounts = new Map();
    },
    applyFeed({ accounts: changed, programme: _programme, ...page }) {
      if (view === undefined) throw new Error('no snapshot was taken');
      if (page.through.seq < view.through.seq) regressions += 1;
      for (const account of changed) accounts.set(account.accountId, account);
      view = { ...view, ...page, accounts: accounts.size };
    },
    points: () => Object.fromEntries([...accounts.values()].map((account) => [account.accountId, account.availablePoints])),
    regressions: () => regressions,
    aborted: () => aborted,
    failNextAdd(fault) {
      nextFault = fault;
    },
  };
}
