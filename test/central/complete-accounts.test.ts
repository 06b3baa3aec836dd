import { expect, it } from 'vitest';
import { accountColumns, accountFromRow, completeAccounts, ownAccountColumns, type AccountRow, type OwnAccountRow } from '../../sync/central/accounts/account-rows.ts';
import { openLedger } from './kit/open-ledger.ts';
import { anna, boris, issued, testBundle, testTime } from './kit/test-shop.ts';

it('accounts that are completed together are those that are read one by one, each with its own lists in their order', async () => {
  const ledger = await openLedger(testBundle(), [anna, boris, issued], testTime.instantMs);
  const { db } = ledger;
  try {
    await db.query(`INSERT INTO card (number, account_id, state, blocks) VALUES ('9900000000002', $1, 'blocked', '[{"blockOpId":"b","level":"blocked","reason":"lost"}]'), ('9900000000001', $1, 'active', NULL)`, [anna.accountId]);
    await db.query(
      `INSERT INTO hold (hold_id, sale_id, account_id, points, state, expires_at_ms, created_at_ms) VALUES ('second', 's', $1, 2, 'active', 9, 2), ('first', 's', $1, 1, 'active', 9, 1), ('other', 's', $2, 3, 'active', 9, 1), ('over', 's', $2, 4, 'released', 9, 1)`,
      [anna.accountId, boris.accountId],
    );
    await db.query(
      `INSERT INTO points_lot (account_id, lot_id, available_on, expires_on, pending, ready) VALUES ($1, 'late', NULL, '2027-02-01', 0, 5), ('${boris.accountId}', 'both', '2026-12-01', '2027-01-01', 6, 7), ($1, 'soon', NULL, '2027-01-01', 0, 8), ($1, 'waits', '2026-12-01', NULL, 9, 0)`,
      [anna.accountId],
    );
    await db.query('UPDATE account SET merged_into = $1 WHERE account_id = $2', [anna.accountId, issued.accountId]);
    const ids = [anna, boris, issued].map(({ accountId }) => accountId);
    const single: AccountRow[] = [];
    for (const id of ids) single.push(...await db.query<AccountRow>(`SELECT ${accountColumns} FROM account a WHERE a.account_id = $1`, [id]));
    const own = await db.query<OwnAccountRow>(`SELECT ${ownAccountColumns} FROM account a WHERE a.account_id = ANY($1) ORDER BY array_position($1, a.account_id)`, [ids]);
    const together = await completeAccounts(db, own);
    expect(together.map(accountFromRow)).toEqual(single.map(accountFromRow));
    expect(together[0]).toMatchObject({ holds: [{ holdId: 'first' }, { holdId: 'second' }], lots: [{ lotId: 'soon' }, { lotId: 'late' }], pending: [{ lotId: 'waits' }], merged_ids: [issued.accountId] });
    expect(together[0]?.cards.map(({ number }) => number)).toEqual(expect.arrayContaining(['9900000000001', '9900000000002']));
    expect(together[1]).toMatchObject({ holds: [{ holdId: 'other' }], lots: [{ lotId: 'both', points: 7 }], pending: [{ lotId: 'both', points: 6 }], merged_ids: [] });
    expect(await completeAccounts(db, [])).toEqual([]);
  } finally {
    await ledger.close();
  }
});
