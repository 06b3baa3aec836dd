import Type from 'typebox';
import { Id, LocalDate, Strict } from '../../agent/domain/scalars.ts';
import type { Database } from './database/database.ts';
import { assertStillApart, leftOf } from './merging/redirects.ts';
import { ProblemError } from './problem-error.ts';

/** What an administrator, or a system of theirs, says of an account. What is left out stays. */
export const AccountData = Strict({
  tier: Type.Optional(Id),
  segments: Type.Optional(Type.Array(Id, { maxItems: 1_000 })),
  /** Personal offers; `until` is their last day */
  offers: Type.Optional(Type.Array(Strict({ offerId: Id, until: LocalDate }), { maxItems: 1_000 })),
  joinedOn: Type.Optional(LocalDate),
});
export type AccountData = Type.Static<typeof AccountData>;

/** @throws ProblemError `not-found` where there is no such account */
export async function setAccountData(db: Database, named: string, { tier, segments, offers, joinedOn }: AccountData): Promise<void> {
  await db.transaction(async (tx) => {
    const accountId = await leftOf(tx, named);
    const locked = await tx.query<{ account_id: string }>('SELECT account_id FROM account WHERE account_id = $1 FOR UPDATE', [accountId]);
    if (locked.length === 0) throw new ProblemError('not-found', `There is no account ${accountId}.`);
    await assertStillApart(tx, [accountId]);
    const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + 1 RETURNING position');
    await tx.query(
      `UPDATE account SET tier = coalesce($2, tier), segments = coalesce($3::jsonb, segments), offers = coalesce($4::jsonb, offers),
         joined_on = coalesce($5, joined_on), changed_position = $6
       WHERE account_id = $1`,
      [accountId, tier ?? null, textOf(segments), textOf(offers), joinedOn ?? null, heads[0]?.position ?? 0],
    );
  });
}

function textOf(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
