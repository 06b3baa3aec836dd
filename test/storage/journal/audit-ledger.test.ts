import { expect, it } from 'vitest';
import { postings, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, withRawConnection } from '../kit/test-journal.ts';

it('audit_ledger offers every posting in plain SQL, and the postings of an operation sum to zero', () => {
  const path = newJournalPath();
  const { journal } = openTestJournal(path);
  journal.append([saleDraft({ opId: 'o1', saleId: 's1', accountId: 'a1', effects: [{ bucket: 'available', points: 500 }, { bucket: 'earned', points: -500 }] })], sampleNow, {});
  journal.append([saleDraft({ opId: 'o2', saleId: 's2', accountId: 'a1', effects: [{ bucket: 'available', points: -120 }, { bucket: 'earned', points: -80 }, { bucket: 'spent', points: 200 }] })], sampleNow, {});
  journal.append([saleDraft({ opId: 'o3', saleId: 's3' }), saleDraft({ opId: 'o4', saleId: 's4', accountId: 'a2', effects: [{ bucket: 'available', points: 7 }, { bucket: 'earned', points: -7 }] })], sampleNow, {});

  withRawConnection(path, (db) => {
    expect(db.prepare('SELECT account, programme, bucket, amount_minor, op_id FROM audit_ledger ORDER BY op_id, bucket').all()).toEqual([
      { account: 'a1', programme: 'main', bucket: 'available', amount_minor: 500, op_id: 'o1' },
      { account: 'a1', programme: 'main', bucket: 'earned', amount_minor: -500, op_id: 'o1' },
      { account: 'a1', programme: 'main', bucket: 'available', amount_minor: -120, op_id: 'o2' },
      { account: 'a1', programme: 'main', bucket: 'earned', amount_minor: -80, op_id: 'o2' },
      { account: 'a1', programme: 'main', bucket: 'spent', amount_minor: 200, op_id: 'o2' },
      { account: 'a2', programme: 'main', bucket: 'available', amount_minor: 7, op_id: 'o4' },
      { account: 'a2', programme: 'main', bucket: 'earned', amount_minor: -7, op_id: 'o4' },
    ]);
    expect(db.prepare('SELECT account, bucket, sum(amount_minor) AS points FROM audit_ledger GROUP BY account, bucket ORDER BY account, bucket').all()).toEqual([
      { account: 'a1', bucket: 'available', points: 380 }, { account: 'a1', bucket: 'earned', points: -580 }, { account: 'a1', bucket: 'spent', points: 200 },
      { account: 'a2', bucket: 'available', points: 7 }, { account: 'a2', bucket: 'earned', points: -7 },
    ]);
    expect(db.prepare('SELECT op_id FROM audit_ledger GROUP BY op_id HAVING sum(amount_minor) <> 0').all()).toEqual([]);
  });
});

it('audit_ledger has what a sale spent of an allowance, and what of it was given back', () => {
  const path = newJournalPath();
  const { journal } = openTestJournal(path);
  const spent = saleEffects({ pointsEarned: 5, pointsSpent: 30 }, { points: 30, holdId: 'hold-1', allowance: { allowanceId: 'lease-1', points: 20 } });
  const returned = postings({ earned: 0, pending: 0, spent: 0, leased: 10 });
  journal.append([
    saleDraft({ opId: 'o1', saleId: 's1', accountId: 'a1', effects: spent }),
    { opId: 'o2', kind: 'allowance-returned', schema: 1, payload: { programmeId: 'main', allowanceId: 'lease-1', accountId: 'a1', points: 10, reason: 'recalled', effects: returned } },
  ], sampleNow, {});
  withRawConnection(path, (db) => {
    expect(db.prepare('SELECT op_id, bucket, amount_minor FROM audit_ledger ORDER BY op_id, bucket').all()).toEqual([
      { op_id: 'o1', bucket: 'available', amount_minor: -5 }, { op_id: 'o1', bucket: 'earned', amount_minor: -5 }, { op_id: 'o1', bucket: 'leased', amount_minor: -20 }, { op_id: 'o1', bucket: 'spent', amount_minor: 30 },
      { op_id: 'o2', bucket: 'available', amount_minor: 10 }, { op_id: 'o2', bucket: 'leased', amount_minor: -10 },
    ]);
  });
});
