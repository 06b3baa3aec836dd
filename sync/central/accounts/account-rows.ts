import type { Card } from '../../../agent/domain/cards/card.ts';
import type { Account, Hold } from '../../../agent/domain/customer/account.ts';

/** What `accountColumns` selects. */
export interface AccountRow {
  account_id: string;
  programme_id: string;
  tier: string;
  given_name: string | null;
  birthday: string | null;
  favourite_category_id: string | null;
  favourite_until: string | null;
  available_points: number;
  held_points: number;
  changed_position: number;
  cards: Card[];
  holds: Hold[];
}

/** Columns of one account `a` with its cards and active holds. */
export const accountColumns = `a.account_id, a.programme_id, a.tier, a.given_name, a.birthday, a.favourite_category_id, a.favourite_until,
  a.available_points, a.held_points, a.changed_position,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('number', c.number, 'state', c.state) ORDER BY c.number), '[]'::jsonb)
     FROM card c WHERE c.account_id = a.account_id) AS cards,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('holdId', h.hold_id, 'points', h.points, 'expiresAtMs', h.expires_at_ms) ORDER BY h.created_at_ms, h.hold_id), '[]'::jsonb)
     FROM hold h WHERE h.account_id = a.account_id AND h.state = 'active') AS holds`;

/** The account as tills get it. */
export function accountFromRow(row: AccountRow): Account {
  return {
    accountId: row.account_id,
    tier: row.tier,
    ...(row.given_name === null ? {} : { givenName: row.given_name }),
    ...(row.birthday === null ? {} : { birthday: row.birthday }),
    ...(row.favourite_category_id === null || row.favourite_until === null
      ? {}
      : { favourite: { categoryId: row.favourite_category_id, until: row.favourite_until } }),
    availablePoints: row.available_points,
    holds: row.holds,
    cards: row.cards,
  };
}
