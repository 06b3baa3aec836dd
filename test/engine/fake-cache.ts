import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../agent/domain/customer/account.ts';
import type { CacheView, CacheWriter } from '../../agent/ports/customer-cache.ts';
import { readDownload } from '../../sync/engine/read-download.ts';
import type { BuildSnapshot } from '../../sync/engine/take-snapshot.ts';

export function testAccount(accountId: string, availablePoints = 0): Account {
  return { accountId, tier: 'base', availablePoints, holds: [], cards: [] };
}

export interface FakeCache extends CacheWriter {
  buildSnapshot: BuildSnapshot;
  points(): Record<string, number>;
  /** Pages that contained less of the journal than the rows that they were applied to */
  regressions(): number;
  /** Generations that were begun and thrown away */
  aborted(): number;
  failNextBuild(fault: Error): void;
  /** A generation that nobody downloaded */
  startWith(view: Omit<CacheView, 'generation' | 'accounts'>): void;
  /** Deletes the folder of its downloads */
  close(): void;
}

interface Built {
  view: Omit<CacheView, 'generation' | 'accounts'>;
  accounts: Map<string, Account>;
}

/** A cache in memory with generations, as the engine sees it. Only downloads lie in a folder. */
export function createFakeCache(): FakeCache {
  const folder = mkdtempSync(join(tmpdir(), 'till-fake-cache-'));
  const built = new Map<string, Built>();
  let view: CacheView | undefined;
  let accounts = new Map<string, Account>();
  let begun = 0;
  let aborted = 0;
  let regressions = 0;
  let nextFault: Error | undefined;
  return {
    view: () => view,
    downloadPath: join(folder, 'snapshot.part'),
    beginSnapshot() {
      begun += 1;
      const path = `cache-${begun}`;
      return {
        path,
        finish() {
          const next = built.get(path);
          if (next === undefined) throw new Error('nothing was built');
          accounts = next.accounts;
          view = { ...next.view, generation: (view?.generation ?? 0) + 1, accounts: accounts.size };
        },
        abort() {
          aborted += 1;
        },
      };
    },
    async buildSnapshot(job) {
      const building = new Map<string, Account>();
      const fault = nextFault;
      nextFault = undefined;
      if (fault !== undefined) throw fault;
      const { epoch, cursor, through } = await readDownload(job, {
        add: (rows) => {
          for (const { account } of rows) building.set(account.accountId, account);
        },
        addProgramme: () => undefined,
      });
      built.set(job.path, { view: { epoch, cursor, through, asOfMs: job.asOfMs }, accounts: building });
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
    failNextBuild(fault) {
      nextFault = fault;
    },
    startWith(left) {
      view = { ...left, generation: (view?.generation ?? 0) + 1, accounts: 0 };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
