import { PGlite } from '@electric-sql/pglite';
import { PayloadBlock } from '../../../../sync/central/payload-blocks.ts';
import { sha256Hex } from '../../../../sync/central/sha256-hex.ts';
import type { BookedEntry, BookedOperation, CentralBooks } from './books.ts';

const operationsSql = `SELECT op_id AS "opId", journal_id AS "journalId", seq, kind, hash, payload, verdict, reason FROM operation ORDER BY journal_id, seq`;
const blocksSql = 'SELECT journal_id AS "journalId", from_seq AS "fromSeq", packed FROM payload_block';
const entriesSql = 'SELECT op_id AS "opId", account, bucket, amount_minor AS points FROM audit_ledger';
const availableSql = "SELECT account, sum(amount_minor)::bigint AS points FROM audit_ledger WHERE bucket = 'available' GROUP BY account";
const pendingSql = "SELECT account, sum(amount_minor)::bigint AS points FROM audit_ledger WHERE bucket = 'pending' GROUP BY account";
const projectedSql = 'SELECT account_id AS account, available_points AS points FROM account';
const findingsSql = 'SELECT kind, op_id AS "opId", detail::text AS detail FROM finding ORDER BY finding_id';
const holdsSql = "SELECT account_id AS account, hold_id AS \"holdId\", sale_id AS \"saleId\", points FROM hold WHERE state = 'active' ORDER BY hold_id";

interface AccountPoints {
  account: string;
  points: number;
}

/** Runs a statement; BIGINT comes as a number. */
export type AskRows = <Row extends object>(sql: string) => Promise<Row[]>;

/** Reads the centre's books from its database folder. The central must have stopped. */
export async function readCentralBooks(folder: string): Promise<CentralBooks> {
  const db = await PGlite.create(folder);
  try {
    return await readBooks(async <Row extends object>(sql: string) => (await db.query<Row>(sql)).rows);
  } finally {
    await db.close();
  }
}

/** Reads the centre's books from any database that it runs on. */
export async function readBooks(rows: AskRows): Promise<CentralBooks> {
  const packed = await readPacked(rows);
  const operations = (await rows<OperationRow>(operationsSql)).map(({ payload, ...operation }) => ({ ...operation, ...(payload === null ? packed.get(`${operation.journalId} ${operation.seq}`) ?? lost : saidBy(payload)) }));
  const findings: CentralBooks['findings'] = { defect: [], drift: [], goodwill: [], fork: [] };
  for (const { kind, opId, detail } of await rows<{ kind: keyof CentralBooks['findings']; opId: string; detail: string }>(findingsSql)) findings[kind].push(`${opId} ${detail}`);
  const holds = await rows<AccountPoints & { holdId: string; saleId: string }>(holdsSql);
  const notApplied = operations.filter(({ verdict }) => verdict !== 'applied');
  return {
    operations,
    entries: await rows<BookedEntry>(entriesSql),
    notApplied: new Map(notApplied.map(({ opId, verdict, reason }) => [opId, `${verdict}${reason === null ? '' : `: ${reason}`}`])),
    available: byAccount(await rows<AccountPoints>(availableSql)),
    pending: byAccount(await rows<AccountPoints>(pendingSql)),
    projected: byAccount(await rows<AccountPoints>(projectedSql)),
    findings,
    activeHolds: new Map(holds.map(({ account, holdId, saleId, points }) => [account, `hold ${holdId} of ${saleId} still keeps ${points} points aside`])),
  };
}

interface OperationRow extends Pick<BookedOperation, 'opId' | 'journalId' | 'seq' | 'kind' | 'hash'> {
  payload: string | null;
  verdict: string;
  reason: string | null;
}

type SaidByPayload = Pick<BookedOperation, 'payloadSha256' | 'saleId' | 'returnId'>;

/** Of an operation whose payload is nowhere: no till's has this digest. */
const lost: SaidByPayload = { payloadSha256: 'lost', saleId: null, returnId: null };

/** By journal and place, of those that lie packed. */
async function readPacked(rows: AskRows): Promise<ReadonlyMap<string, SaidByPayload>> {
  const blocks = await rows<{ journalId: string; fromSeq: number; packed: Uint8Array }>(blocksSql);
  return new Map(blocks.flatMap(({ journalId, fromSeq, packed }) => new PayloadBlock(packed).all().map((payload, place): [string, SaidByPayload] => [`${journalId} ${fromSeq + place}`, saidBy(payload)])));
}

function saidBy(payload: string): SaidByPayload {
  const { saleId = null, returnId = null } = JSON.parse(payload) as { saleId?: string; returnId?: string };
  return { payloadSha256: sha256Hex(payload), saleId, returnId };
}

function byAccount(rows: readonly AccountPoints[]): Map<string, number> {
  return new Map(rows.map(({ account, points }) => [account, points]));
}
