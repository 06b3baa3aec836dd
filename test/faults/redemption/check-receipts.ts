import Database from 'better-sqlite3';
import type { History } from './history.ts';

interface Booked {
  op_id: string;
  account_id: string;
  kind: string;
  verdict: string;
  reason: string | null;
}

interface Buckets {
  account: string;
  op_id: string;
  bucket: string;
  points: number;
  /** At the till: it spent of an allowance that the centre has used again since, or before, or that a restored one has forgotten */
  isOfReused?: true;
}

/** What a customer can spend, now or later */
const customerBuckets = new Set(['available', 'held', 'leased', 'pending']);

/**
 * A model of a few lines: a customer has what the opening, the receipts and the returns say, less what expired. What the centre paid beyond it (goodwill), or has
 * parked, was spent on a printed receipt and is not the customer's. And both sides' `audit_ledger` say the same of an operation that both have.
 */
export async function checkReceipts(history: History): Promise<string[]> {
  const { centre: { db }, customers } = history;
  const accountIds = customers.map(({ accountId }) => accountId);
  const booked = new Map((await db.query<Booked>('SELECT op_id, account_id, kind, verdict, reason FROM operation WHERE account_id = ANY($1)', [accountIds])).map((row) => [row.op_id, row]));
  const ledger = await db.query<Buckets>('SELECT account, op_id, bucket, amount_minor AS points FROM audit_ledger WHERE account = ANY($1)', [accountIds]);
  const parked = await db.query<{ account_id: string; op_id: string; points: number }>(
    "SELECT account_id, op_id, points FROM parked_spending WHERE state <> 'accepted' AND account_id = ANY($1)", [accountIds]);
  const paid = new Set(ledger.filter(({ bucket }) => bucket === 'goodwill').map(({ op_id }) => op_id));
  const doubtful = new Set([...paid, ...parked.map(({ op_id }) => op_id)]);
  // Given back when the centre had used the points again already: it says so as a drift, and posts nothing.
  const late = await db.query<{ op_id: string }>("SELECT op_id FROM finding WHERE kind = 'drift' AND detail ->> 'what' = 'allowance' AND account_id = ANY($1)", [accountIds]);
  const uncompared = new Set([...doubtful, ...late.map(({ op_id }) => op_id)]);
  // Used again, or forgotten, before the till's receipt came, which the balance then covered: the same points, from the other bucket.
  const whole = new Set((await db.query<{ allowance_id: string }>("SELECT allowance_id FROM allowance WHERE state <> 'void' AND NOT is_of_backup AND account_id = ANY($1)", [accountIds])).map(({ allowance_id }) => allowance_id));
  // The branches of a cloned journal begin with the same operations.
  const local = [...new Map(history.tills.flatMap(({ journalFile }) => readLedger(journalFile, whole)).map((row) => [`${row.op_id} ${row.bucket}`, row])).values()];
  return [
    ...customers.flatMap(({ accountId, openingPoints }) => {
      const printed = history.receipts.filter((receipt) => receipt.accountId === accountId && booked.get(receipt.opId)?.verdict === 'applied' || (receipt.accountId === accountId && doubtful.has(receipt.opId)));
      const returns = ledger.filter(({ account, op_id, bucket }) => account === accountId && booked.get(op_id)?.kind === 'return-committed' && customerBuckets.has(bucket));
      const of = (bucket: string): number => -sum(ledger.filter((row) => row.account === accountId && row.bucket === bucket));
      const stated = openingPoints + printed.reduce((all, { pointsEarned, pointsSpent }) => all + pointsEarned - pointsSpent, 0) + sum(returns)
        + of('goodwill') + sum(parked.filter(({ account_id }) => account_id === accountId)) + of('expired');
      const has = sum(ledger.filter(({ account, bucket }) => account === accountId && customerBuckets.has(bucket)));
      return stated === has ? [] : [`account ${accountId} has ${has} points, and by its receipts ${stated}`];
    }),
    ...compareLedgers(local, ledger, (opId) => booked.get(opId)?.verdict === 'applied' && !uncompared.has(opId)),
  ];
}

function compareLedgers(local: readonly Buckets[], central: readonly Buckets[], isCompared: (opId: string) => boolean): string[] {
  const textOf = (rows: readonly Buckets[]): string => rows.filter(({ points }) => points !== 0).map(({ bucket, points }) => `${bucket} ${points}`).sort().join(', ');
  const atCentre = Map.groupBy(central, ({ op_id }) => op_id);
  return [...Map.groupBy(local, ({ op_id }) => op_id)].flatMap(([opId, rows]) => {
    if (!isCompared(opId)) return [];
    const comparable = rows.some(({ isOfReused }) => isOfReused) ? withoutLeased : (all: readonly Buckets[]) => all;
    const [here, there] = [textOf(comparable(rows)), textOf(comparable(atCentre.get(opId) ?? []))];
    return here === there ? [] : [`operation ${opId} is at the till ${here || 'nothing'} and at the centre ${there || 'nothing'}`];
  });
}

function readLedger(path: string, whole: ReadonlySet<string>): Buckets[] {
  const db = new Database(path, { readonly: true });
  try {
    const rows = db.prepare<[], Buckets & { allowance: string | null }>(
      `SELECT l.account, l.op_id, l.bucket, l.amount_minor AS points, o.payload ->> '$.redemption.allowance.allowanceId' AS allowance
       FROM audit_ledger l JOIN operation o ON o.op_id = l.op_id`,
    ).all();
    return rows.map(({ allowance, ...row }) => ({ ...row, ...(allowance === null || whole.has(allowance) ? {} : { isOfReused: true as const }) }));
  } finally {
    db.close();
  }
}

/** Of one operation: what it took of an allowance as taken of the balance. */
function withoutLeased(rows: readonly Buckets[]): readonly Buckets[] {
  const [first] = rows;
  if (first === undefined) return [];
  const isBalance = ({ bucket }: Buckets): boolean => bucket === 'leased' || bucket === 'available';
  return [...rows.filter((row) => !isBalance(row)), { account: first.account, op_id: first.op_id, bucket: 'available', points: sum(rows.filter(isBalance)) }];
}

function sum(rows: readonly { points: number }[]): number {
  return rows.reduce((all, { points }) => all + points, 0);
}
