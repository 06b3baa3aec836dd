import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { postings } from '../../../agent/domain/ledger/effects.ts';
import type { AllowanceReturned, Redemption, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { isLive, type AllowanceRecord } from '../../../sync/central/accounts/allowance-record.ts';
import { allowanceColumns, allowanceFromRow, type AllowanceRow } from '../../../sync/central/accounts/allowance-rows.ts';
import { requestHold } from '../../../sync/central/holds.ts';
import type { LeasesDone } from '../../../sync/central/jobs/lease-books.ts';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import { receivePush } from '../../../sync/central/push/receive-push.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { createTillContacts } from '../../../sync/central/till-contacts.ts';
import { saveTill, type Till } from '../../../sync/central/tills.ts';
import type { HoldReply, PushRequest } from '../../../sync/protocol/messages.ts';
import { findImbalances } from './audit.ts';
import { quietLog } from './database-of.ts';
import { openLedger, type OpenLedger } from './open-ledger.ts';
import { pointsSale, type PointsSaleWish } from './points-sale.ts';
import { testBundle, testTime } from './test-shop.ts';
import { testJournal, type TestJournal } from './test-journal.ts';
import { makeTillKeys, testTill } from './test-till.ts';

export const hourMs = 3_600_000;

export const allowancePolicy = {
  policy: 'allowance' as const, maxShareBasisPoints: 5_000, maxPointsPerTill: 300, minVisits: 2, visitDays: 30,
  validSeconds: 2 * 86_400, marginSeconds: 3_600, reuseAfterSeconds: 2 * 86_400,
};

/** Purchases earn nothing, so that balances stay round. Two of them make a customer regular. */
export function leaseBundle(redemption: Partial<Bundle['redemption']> = {}, changes: Partial<Bundle> = {}): Bundle {
  const bundle = testBundle({ promotions: [], ...changes });
  return { ...bundle, redemption: { ...bundle.redemption, offline: allowancePolicy, ...redemption } };
}

/** A till with its journal, in a centre without a server. */
export interface LeaseTill {
  tillId: string;
  journal: TestJournal;
  /** Appends one operation and pushes it; answers its verdict and, where there is one, the reason */
  push(kind: string, payload: object, changes?: { opId?: string; clock?: StoredOperation['clock'] }): Promise<string>;
  /** The last operations of the journal, signed */
  batch(last: number): { till: Till; push: PushRequest };
  /** Pushes the whole journal as one batch */
  pushAll(): Promise<string[]>;
  sell(account: Account, redeem?: Redemption, wish?: Partial<PointsSaleWish> & { opId?: string; clock?: StoredOperation['clock'] }): Promise<string>;
  giveBack(allowance: AllowanceRecord, points?: number): Promise<string>;
  hold(accountId: string, cardNumber: string, points: number, protocol?: 1 | 2): Promise<HoldReply>;
  /** The same till under another journal: restored where it names the one before */
  reopened(prior?: 'named'): LeaseTill;
  opens(): Promise<string>;
}

export interface LeaseShop extends OpenLedger {
  till(tillId: string): Promise<LeaseTill>;
  jobs(): Promise<LeasesDone>;
  /** In the order in which they were granted */
  allowances(accountId: string): Promise<AllowanceRecord[]>;
  live(accountId: string): Promise<AllowanceRecord[]>;
  findings(opId: string): Promise<object[]>;
  balance(accountId: string): Promise<{ available: number; leased: number }>;
  /** Throws where the books do not balance */
  close(): Promise<void>;
}

export async function openLeaseShop(bundle: Bundle, accounts: readonly ShopAccount[]): Promise<LeaseShop> {
  const ledger = await openLedger(bundle, accounts, testTime.instantMs);
  const { db, library, clock } = ledger;
  const keysOf = new Map<string, ReturnType<typeof makeTillKeys>>();
  const allowances = async (accountId: string) =>
    (await db.query<AllowanceRow>(`SELECT ${allowanceColumns} FROM allowance WHERE account_id = $1 ORDER BY granted_at_ms, allowance_id`, [accountId])).map(allowanceFromRow);

  const tillWith = (tillId: string, journal: TestJournal, prior?: TestJournal): LeaseTill => {
    const keys = keysOf.get(tillId)!;
    const till = { tillId, name: tillId, storeId: 'store-1', publicKey: keys.publicKey };
    const signed = (operations: readonly StoredOperation[]): PushRequest => {
      const enrolled = { tillId, tillName: tillId, storeId: till.storeId, token: tillId, rootPublicKey: '', keyId: '' };
      const batch = testTill('', enrolled, keys).batch(journal, operations);
      return { ...batch, protocol: 2, operations: [...batch.operations] };
    };
    const pushBatch = async (operations: readonly StoredOperation[]) => {
      const { verdicts } = await receivePush({ db, library, sealing: ledger.sealing, nowMs: clock.nowMs, log: quietLog }, till, signed(operations));
      return verdicts.map(({ verdict, reason }) => (reason === undefined ? verdict : `${verdict} ${reason}`));
    };
    const push: LeaseTill['push'] = async (kind, payload, changes = {}) => (await pushBatch([journal.append(kind, payload, changes)])).join();
    return {
      tillId, journal, push,
      batch: (last) => ({ till, push: signed(journal.operations.slice(-last)) }),
      pushAll: async () => await pushBatch(journal.operations),
      sell: async (account, redeem, { opId, clock: quality, ...wish } = {}) => {
        const sale = pointsSale(ledger.compiled, {
          saleId: randomUUID(), time: { ...testTime, instantMs: clock.nowMs }, account, tillId, ...(redeem === undefined ? {} : { redeem }), ...wish,
        });
        return await push('sale-committed', sale, { ...(opId === undefined ? {} : { opId }), ...(quality === undefined ? {} : { clock: quality }) });
      },
      giveBack: async ({ allowanceId, accountId, points: all }, points = all) => {
        const payload: AllowanceReturned = { programmeId: 'test', allowanceId, accountId, points, reason: 'recalled', effects: postings({ earned: 0, pending: 0, spent: 0, leased: points }) };
        return await push('allowance-returned', payload);
      },
      hold: async (accountId, cardNumber, points, protocol = 2) =>
        await requestHold(ledger, { protocol, holdId: randomUUID(), saleId: randomUUID(), accountId, cardNumber, points, holdSeconds: 600 }, clock.nowMs, tillId),
      reopened: (named) => tillWith(tillId, testJournal(), named === undefined ? undefined : journal),
      opens: async () => await push('journal-opened', {
        tillId, storeId: till.storeId, agentVersion: '0.1.0', ...(prior === undefined ? {} : { prior: { journalId: prior.journalId, ...prior.head() } }),
      }),
    };
  };

  return {
    ...ledger,
    close: async () => {
      const imbalances = await findImbalances(db);
      await ledger.close();
      if (imbalances.operations.length + imbalances.accounts.length > 0) throw new Error(`the books do not balance: ${JSON.stringify(imbalances)}`);
    },
    till: async (tillId) => {
      if (!keysOf.has(tillId)) {
        const keys = makeTillKeys();
        keysOf.set(tillId, keys);
        await saveTill(db, { tillId, name: tillId, storeId: 'store-1', publicKey: keys.publicKey }, tillId, clock.nowMs);
      }
      await createTillContacts(db, (error) => { throw error; })(tillId, clock.nowMs);
      return tillWith(tillId, testJournal());
    },
    jobs: async () => (await runJobs(ledger, clock.nowMs)).leases,
    allowances,
    live: async (accountId) => (await allowances(accountId)).filter(isLive),
    findings: async (opId) => await db.query<{ kind: string; detail: object }>('SELECT kind, detail FROM finding WHERE op_id = $1 ORDER BY finding_id', [opId]),
    balance: async (accountId) => {
      const [row] = await db.query<{ available: number; leased: number }>('SELECT available_points AS available, leased_points AS leased FROM account WHERE account_id = $1', [accountId]);
      return row!;
    },
  };
}
