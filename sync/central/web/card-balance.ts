import Type from 'typebox';
import { CardState } from '../../../agent/domain/cards/card.ts';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import { pointsIn } from '../../../agent/domain/ledger/move-lots.ts';
import { settleDue } from '../../../agent/domain/ledger/settle-due.ts';
import { Id, LocalDate, Points, SignedPoints, Strict } from '../../../agent/domain/scalars.ts';
import { accountColumns, accountFromRow, type AccountRow } from '../accounts/account-rows.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import { localDay } from '../programme-day.ts';

/** GET /v1/cards/{number}. All that a partner may know: there is no name, no birthday, no account id and no history in it. */
export const CardBalance = Strict({
  number: Type.String(),
  state: CardState,
  programmeId: Id,
  points: Strict({
    /** What may be spent now */
    available: SignedPoints,
    /** Earned, and not to be spent yet */
    pending: Points,
    /** Set aside for sales that are under way */
    held: Points,
    /** Of those available and held: the ones with a last day, the soonest first */
    expiring: Type.Array(Strict({ expiresOn: LocalDate, points: Points })),
  }),
});
export type CardBalance = Type.Static<typeof CardBalance>;

/**
 * As it stands today. `code` is the full number or its short form.
 * @throws ProblemError `card-unknown`, `no-bundle`
 */
export async function readCardBalance(db: Queryable, library: BundleLibrary, code: string, nowMs: number): Promise<CardBalance> {
  const compiled = await library.inForce(db);
  if (compiled === undefined) throw new ProblemError('no-bundle', 'No programme bundle was published yet.');
  const { bundle } = compiled;
  const read = readCardNumber(bundle.cardSchemes, code);
  const row = read.ok ? await findByCard(db, read.number) : undefined;
  const account = row === undefined ? undefined : settleDue(accountFromRow(row), localDay(nowMs, bundle.timeZone)).account;
  const card = account?.cards.find(({ number }) => read.ok && number === read.number);
  if (row === undefined || account === undefined || card === undefined) throw new ProblemError('card-unknown', 'The programme has no such card.');
  return {
    number: card.number,
    state: card.state,
    programmeId: row.programme_id,
    points: {
      available: account.availablePoints,
      pending: pointsIn(account.pending ?? []),
      held: pointsIn(account.holds),
      expiring: (account.lots ?? []).flatMap(({ expiresOn, points }) => (expiresOn === undefined ? [] : [{ expiresOn, points }])),
    },
  };
}

export async function findByCard(db: Queryable, number: string): Promise<AccountRow | undefined> {
  const rows = await db.query<AccountRow>(`SELECT ${accountColumns} FROM card c JOIN account a ON a.account_id = c.account_id WHERE c.number = $1`, [number]);
  return rows[0];
}
