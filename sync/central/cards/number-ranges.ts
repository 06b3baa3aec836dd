import Type from 'typebox';
import { numbersFrom } from '../../../agent/domain/cards/number-run.ts';
import type { CardScheme } from '../../../agent/domain/cards/card-scheme.ts';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';

const Serial = Type.Integer({ minimum: 0, maximum: 999_999_999_999 });

/** Serials of a card scheme that tills may give to virtual cards. What was leased of it is never leased again; when it is used up, another one is defined. */
export const NumberRange = Strict({
  schemeId: Id,
  /** What stands in the numbers as the store's digits */
  storeNumber: Type.Integer({ minimum: 0, maximum: 99_999_999 }),
  /** For the tills of this store alone; absent: for all */
  storeId: Type.Optional(Id),
  fromSerial: Serial,
  toSerial: Serial,
});
export type NumberRange = Type.Static<typeof NumberRange>;

export interface DefinedRange extends NumberRange {
  rangeId: string;
  /** Serials that no till has */
  left: number;
}

/** Any number that no other lock has */
const rangeLock = 731_761;

/**
 * Defines a range; the same again changes nothing.
 * @throws ProblemError `range-invalid` where its scheme makes no such numbers, `range-overlaps` where another one has some of them
 */
export async function defineRange({ db, library }: Pick<CentralContext, 'db' | 'library'>, rangeId: string, range: NumberRange, nowMs: number): Promise<void> {
  assertMakesNumbers((await library.inForce(db))?.bundle.cardSchemes ?? [], range);
  await db.transaction(async (tx) => await insertRange(tx, rangeId, range, nowMs), 'READ COMMITTED', 'idempotent');
}

/** @throws ProblemError `range-invalid` */
export function assertMakesNumbers(schemes: readonly CardScheme[], { schemeId, storeNumber, fromSerial, toSerial }: NumberRange): void {
  const scheme = schemes.find(({ id }) => id === schemeId);
  if (scheme === undefined) throw new ProblemError('range-invalid', `The programme in force has no card scheme ${schemeId}.`, { path: '/schemeId' });
  if (toSerial < fromSerial) throw new ProblemError('range-invalid', 'The last serial comes before the first.', { path: '/toSerial' });
  if ([fromSerial, toSerial].some((serial) => numbersFrom(scheme, storeNumber, serial, 1).length === 0)) throw new ProblemError('range-invalid', `The scheme ${schemeId} makes no such numbers.`);
}

/** @throws ProblemError `range-overlaps` */
export async function insertRange(tx: Queryable, rangeId: string, { schemeId, storeNumber, storeId, fromSerial, toSerial }: NumberRange, nowMs: number): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [rangeLock]);
  const others = await tx.query<{ range_id: string; same: boolean }>(
    `SELECT range_id, (range_id = $1 AND scheme_id = $2 AND store_number = $3 AND from_serial = $4 AND to_serial = $5 AND store_id IS NOT DISTINCT FROM $6) AS same
     FROM number_range WHERE range_id = $1 OR (scheme_id = $2 AND store_number = $3 AND from_serial <= $5 AND to_serial >= $4)`,
    [rangeId, schemeId, storeNumber, fromSerial, toSerial, storeId ?? null],
  );
  if (others.some(({ same }) => same)) return;
  if (others[0] !== undefined) throw new ProblemError('range-overlaps', `The range ${others[0].range_id} has some of these numbers, or this name.`);
  await tx.query(
    `INSERT INTO number_range (range_id, scheme_id, store_number, store_id, from_serial, to_serial, next_serial, defined_at_ms) VALUES ($1, $2, $3, $6, $4, $5, $4, $7)`,
    [rangeId, schemeId, storeNumber, fromSerial, toSerial, storeId ?? null, nowMs],
  );
}

export async function listRanges(db: Queryable): Promise<DefinedRange[]> {
  const rows = await db.query<Omit<DefinedRange, 'storeId'> & { storeId: string | null }>(
    `SELECT range_id AS "rangeId", scheme_id AS "schemeId", store_number AS "storeNumber", store_id AS "storeId", from_serial AS "fromSerial", to_serial AS "toSerial",
       to_serial + 1 - next_serial AS "left" FROM number_range ORDER BY range_id`,
  );
  return rows.map(({ storeId, ...row }) => ({ ...row, ...(storeId === null ? {} : { storeId }) }));
}
