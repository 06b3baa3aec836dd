import type { SaleCommitted, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { nextRevision } from '../feed-head.ts';
import { withPayloads } from '../payload-blocks.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

/** What is good for one sale of the chain: a code of its application, and an order of a web shop (ADR 0068). Each kind has a table of who used it first. */
interface OnceKind {
  readonly table: 'qr_use' | 'order_use';
  /** What names one: two columns of its key */
  readonly columns: readonly [{ readonly name: string; readonly type: string }, { readonly name: string; readonly type: string }];
  /** Of the verdict and of the finding, where it came in two sales */
  readonly reason: 'qr-replayed' | 'order-repeated';
  /** What a sale used of this kind */
  namesIn(sale: SaleCommitted): readonly OnceName[];
  detail(name: OnceName): Readonly<Record<string, string | number>>;
}

type OnceName = readonly [one: string, other: string];

const kinds = {
  qr: {
    table: 'qr_use',
    columns: [{ name: 'key_id', type: 'integer' }, { name: 'nonce', type: 'text' }],
    reason: 'qr-replayed',
    namesIn: ({ customer }) => (customer?.qr === undefined ? [] : [qrName(customer.qr)]),
    detail: ([keyId, nonce]) => ({ keyId: Number(keyId), nonce }),
  },
  order: {
    table: 'order_use',
    columns: [{ name: 'channel_id', type: 'text' }, { name: 'order_id', type: 'text' }],
    reason: 'order-repeated',
    namesIn: ({ orders = [] }) => orders.map(({ channelId, saleId }): OnceName => [channelId, saleId]),
    detail: ([channelId, orderId]) => ({ channelId, orderId }),
  },
} satisfies Readonly<Record<string, OnceKind>>;
type Kind = keyof typeof kinds;
const allKinds = ['qr', 'order'] as const satisfies readonly Kind[];

/** How a code of the application is named. */
export function qrName({ keyId, nonce }: { readonly keyId: number; readonly nonce: string }): OnceName {
  return [String(keyId), nonce];
}

/** The sale that used it first. */
export interface OnceUse {
  readonly saleId: string;
  readonly tillId: string;
}

/** Its operation, where it has arrived in an earlier push. */
interface ArrivedUse {
  readonly opId: string;
  readonly journalId: string;
  readonly seq: number;
  readonly orderMs: number;
  readonly accountId: string | null;
  readonly pointsSpent: number;
  /** A till asked for it while it was in reach: then it is that sale's for good */
  readonly isAskedFor: boolean;
}

type KnownUse = OnceUse & { readonly arrived?: ArrivedUse };
/** By `keyOf` */
export type OnceUses = Map<string, KnownUse>;

/** A sale that had something until an earlier one with it arrived. */
export interface OvertakenUse {
  readonly kind: Kind;
  readonly name: OnceName;
  readonly by: OnceUse;
  readonly overtaken: OnceUse & { readonly arrived: ArrivedUse };
}

/** Notes what these sales use that is good for one, in the order of its names, and reads who used each of them first. */
export async function openOnceUses(tx: Queryable, items: readonly BatchItem[], nowMs: number): Promise<OnceUses> {
  const known: OnceUses = new Map();
  for (const kind of allKinds) {
    const uses = new Map<string, NotedUse>();
    for (const { body } of items) {
      if (body?.kind !== 'sale-committed') continue;
      const { saleId, tillId } = body.payload;
      for (const name of kinds[kind].namesIn(body.payload)) if (!uses.has(keyOf(kind, name))) uses.set(keyOf(kind, name), { name, saleId, tillId, isAsked: false });
    }
    if (uses.size === 0) continue;
    for (const [key, use] of await noteUses(tx, kind, [...uses].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use), nowMs)) known.set(key, use);
  }
  return known;
}

/** `isAsked` by a till before it sold */
type NotedUse = OnceUse & { readonly name: OnceName; readonly isAsked: boolean };

/** Each is the sale's that names it first. @returns whose each of them is; of those that were somebody's before, the row is locked */
export async function noteUses(tx: Queryable, kind: Kind, uses: readonly NotedUse[], nowMs: number): Promise<OnceUses> {
  const { table, columns: [one, other] } = kinds[kind];
  const noted = await tx.query<NameRow>(
    `INSERT INTO ${table} (${one.name}, ${other.name}, sale_id, till_id, at_ms, is_asked)
     SELECT one::${one.type}, other::${other.type}, "saleId", "tillId", $2::bigint, "isAsked" FROM json_to_recordset($1::json) AS r(one text, other text, "saleId" text, "tillId" text, "isAsked" boolean) ON CONFLICT DO NOTHING
     RETURNING ${one.name}::text AS one, ${other.name}::text AS other`,
    [...recordset(uses.map(({ name, ...use }) => ({ one: name[0], other: name[1], ...use }))), nowMs],
  );
  const own = new Set(noted.map((row) => keyOf(kind, [row.one, row.other])));
  const known = new Map<string, KnownUse>(uses.filter(({ name }) => own.has(keyOf(kind, name))).map(({ name, saleId, tillId }) => [keyOf(kind, name), { saleId, tillId }]));
  const others = uses.filter(({ name }) => !own.has(keyOf(kind, name)));
  if (others.length > 0) for (const [key, use] of await usedBefore(tx, kind, others.map(({ name }) => name))) known.set(key, use);
  return known;
}

interface NameRow {
  one: string;
  other: string;
}

/** Two statements: what stands in the row counts once nobody else writes it. */
async function usedBefore(tx: Queryable, kind: Kind, names: readonly OnceName[]): Promise<[string, KnownUse][]> {
  const { table, columns: [one, other] } = kinds[kind];
  const wanted = recordset(names.map((name) => ({ one: name[0], other: name[1] })));
  const theirs = `JOIN json_to_recordset($1::json) AS r(one text, other text) ON u.${one.name} = r.one::${one.type} AND u.${other.name} = r.other::${other.type}`;
  await tx.query(`SELECT u.sale_id FROM ${table} u ${theirs} ORDER BY u.${one.name}, u.${other.name} FOR UPDATE OF u`, wanted);
  const rows = await tx.query<NameRow & UseRow>(
    `SELECT r.one, r.other, u.sale_id, u.till_id, u.is_asked, o.op_id, o.journal_id AS "journalId", o.seq, o.at_ms AS sold_at_ms, o.clock, o.received_at_ms, o.account_id, o.schema, o.payload
     FROM ${table} u ${theirs} LEFT JOIN sale s ON s.sale_id = u.sale_id LEFT JOIN operation o ON o.journal_id = s.journal_id AND o.seq = s.seq`,
    wanted,
  );
  const arrived = new Map((await withPayloads(tx, rows.filter(hasArrived))).map((row) => [row.sale_id, row]));
  return rows.map(({ one: first, other: second, sale_id: saleId, till_id: tillId, is_asked: isAskedFor }) => {
    const sold = arrived.get(saleId);
    return [keyOf(kind, [first, second]), { saleId, tillId, ...(sold === undefined ? {} : { arrived: arrivedUse(sold, isAskedFor) }) }];
  });
}

interface UseRow {
  sale_id: string;
  till_id: string;
  is_asked: boolean;
  op_id: string | null;
}

/** The operation of its sale is here. */
interface ArrivedRow extends UseRow {
  op_id: string;
  journalId: string;
  seq: number;
  sold_at_ms: number;
  clock: StoredOperation['clock'];
  received_at_ms: number;
  account_id: string | null;
  schema: number;
  payload: string | null;
}

function hasArrived<Row extends UseRow>(row: Row): row is Row & ArrivedRow {
  return row.op_id !== null;
}

function arrivedUse({ op_id: opId, journalId, seq, sold_at_ms: atMs, clock, received_at_ms: receivedAtMs, account_id: accountId, schema, payload }: ArrivedRow & { payload: string }, isAskedFor: boolean): ArrivedUse {
  const read = readOperation({ kind: 'sale-committed', schema, payload });
  const pointsSpent = read.ok && read.body.kind === 'sale-committed' ? read.body.payload.result.pointsSpent : 0;
  return { opId, journalId, seq, orderMs: orderMs({ atMs, clock, receivedAtMs }), accountId, pointsSpent, isAskedFor };
}

/**
 * What is good for one sale and came in two, as tills were apart: both receipts are booked as they stand, and the later of the two sales is parked, in whichever
 * order they arrive (the order of cards: time, journal, seq; a suspect clock counts when it arrives).
 */
export function judgeOnce(state: BatchState, item: BatchItem, sale: SaleCommitted, booked: Outcome): Outcome {
  const lost = allKinds.flatMap((kind) => kinds[kind].namesIn(sale).filter((name) => !hasIt(state, item, sale, kind, name)).map(() => kinds[kind].reason));
  const [reason] = lost;
  return reason === undefined || booked.verdict !== 'applied' ? booked : { ...booked, verdict: 'parked', reason };
}

/** Whether the sale has it now; tells what came twice. */
function hasIt(state: BatchState, item: BatchItem, sale: SaleCommitted, kind: Kind, name: OnceName): boolean {
  const first = state.onceUses.get(keyOf(kind, name));
  if (first === undefined || first.saleId === sale.saleId) return true;
  const { reason, detail } = kinds[kind];
  const { arrived } = first;
  if (arrived === undefined || arrived.isAskedFor || !isBefore(item, arrived)) {
    report(state, item, reason, sale.accountId, { saleId: sale.saleId, tillId: sale.tillId, ...detail(name), usedBySale: first.saleId, usedAtTill: first.tillId, pointsSpent: sale.result.pointsSpent });
    return false;
  }
  const by = { saleId: sale.saleId, tillId: sale.tillId };
  state.onceUses.set(keyOf(kind, name), by);
  state.overtakenUses.push({ kind, name, by, overtaken: { ...first, arrived } });
  state.findings.push({
    kind: reason, journalId: arrived.journalId, seq: arrived.seq, opId: arrived.opId, ...(arrived.accountId === null ? {} : { accountId: arrived.accountId }),
    detail: { saleId: first.saleId, tillId: first.tillId, ...detail(name), usedBySale: by.saleId, usedAtTill: by.tillId, pointsSpent: arrived.pointsSpent },
  });
  return true;
}

/** Gives what was overtaken to the earlier sales, and parks the later ones, whose tills are told from the position that this takes in the feed. One that was parked or repaired for another reason stays as it is. */
export async function reviseOnceUses(tx: Queryable, overtaken: readonly OvertakenUse[]): Promise<void> {
  const parked: string[] = [];
  for (const kind of allKinds) {
    const ofKind = overtaken.filter((one) => one.kind === kind);
    if (ofKind.length > 0) parked.push(...(await reviseKind(tx, kind, ofKind)));
  }
  if (parked.length === 0) return;
  await tx.query(
    `INSERT INTO revised_sale (op_id, till_id, revised_position) SELECT o.op_id, j.till_id, $2::bigint FROM operation o JOIN journal j ON j.journal_id = o.journal_id WHERE o.op_id = ANY($1)
     ON CONFLICT (op_id) DO UPDATE SET revised_position = excluded.revised_position`,
    [parked, await nextRevision(tx)],
  );
}

/** @returns the operations that it parked */
async function reviseKind(tx: Queryable, kind: Kind, overtaken: readonly OvertakenUse[]): Promise<string[]> {
  const { table, columns: [one, other], reason } = kinds[kind];
  await tx.query(
    `UPDATE ${table} SET sale_id = r."saleId", till_id = r."tillId" FROM json_to_recordset($1::json) AS r(one text, other text, "saleId" text, "tillId" text)
     WHERE ${table}.${one.name} = r.one::${one.type} AND ${table}.${other.name} = r.other::${other.type}`,
    recordset(overtaken.map(({ name, by }) => ({ one: name[0], other: name[1], ...by }))),
  );
  const parked = await tx.query<{ op_id: string }>(
    `UPDATE operation SET verdict = 'parked', reason = $2 WHERE op_id = ANY($1) AND verdict = 'applied' AND reason IS NULL AND resolved_by IS NULL RETURNING op_id`,
    [overtaken.map(({ overtaken: { arrived } }) => arrived.opId), reason],
  );
  return parked.map(({ op_id }) => op_id);
}

function isBefore({ atMs, clock, receivedAtMs, journalId, seq }: BatchItem, other: ArrivedUse): boolean {
  const ms = orderMs({ atMs, clock, receivedAtMs });
  if (ms !== other.orderMs) return ms < other.orderMs;
  return journalId === other.journalId ? seq < other.seq : journalId < other.journalId;
}

function orderMs({ atMs, clock, receivedAtMs }: Pick<BatchItem, 'atMs' | 'clock' | 'receivedAtMs'>): number {
  return clock === 'suspect' ? receivedAtMs : atMs;
}

export function keyOf(kind: Kind, [one, other]: OnceName): string {
  return `${kind} ${one} ${other}`;
}
