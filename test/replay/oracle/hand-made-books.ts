import type { AnsweredOperation, AnsweredSale } from '../../../agent/cli/replay/driver-log.ts';
import type { Answered } from '../../../agent/cli/replay/oracle/answered.ts';
import type { BookedEntry, BookedOperation, CentralBooks, TillBooks } from '../../../agent/cli/replay/oracle/books.ts';

/** One sale of account `ann` (earns 30, spends 10) and its return (gives 10 back, takes 30 back), as everybody should have them. */
export const saleOperation: AnsweredOperation = { journalId: 'j1', seq: 2, opId: 'op-sale', hash: 'h2' };
export const returnOperation: AnsweredOperation = { journalId: 'j1', seq: 3, opId: 'op-return', hash: 'h3' };
export const soldSale: AnsweredSale = { saleId: 's1', state: 'committed', accountId: 'ann', discountMinor: 5, payableMinor: 900, pointsEarned: 30, pointsSpent: 10, operation: saleOperation };

export function answered(): Answered & { sales: Map<string, AnsweredSale[]> } {
  return {
    sales: new Map([['s1', [soldSale]]]),
    returns: new Map([['r1', [{ returnId: 'r1', saleId: 's1', state: 'committed', refundMinor: 900, pointsGivenBack: 10, pointsTakenBack: 30, pointsShortfall: 0, operation: returnOperation }]]]),
  };
}

export const entries = (): BookedEntry[] => [
  { opId: 'op-sale', account: 'ann', bucket: 'available', points: 20 },
  { opId: 'op-sale', account: 'ann', bucket: 'earned', points: -30 },
  { opId: 'op-sale', account: 'ann', bucket: 'spent', points: 10 },
  { opId: 'op-return', account: 'ann', bucket: 'available', points: -20 },
  { opId: 'op-return', account: 'ann', bucket: 'earned', points: 30 },
  { opId: 'op-return', account: 'ann', bucket: 'spent', points: -10 },
];

export const operations = (): BookedOperation[] => [
  { opId: 'op-open', journalId: 'j1', seq: 1, kind: 'journal-opened', hash: 'h1', payloadSha256: 'p1', saleId: null, returnId: null },
  { ...saleOperation, payloadSha256: 'p2', kind: 'sale-committed', saleId: 's1', returnId: null },
  { ...returnOperation, payloadSha256: 'p3', kind: 'return-committed', saleId: 's1', returnId: 'r1' },
];

export function tillBooks(): TillBooks {
  const sales = [{ saleId: 's1', accountId: 'ann', discountMinor: 5, pointsEarned: 30, pointsSpent: 10, lines: 'tea 2000 150, milk 1000 90' }];
  return { name: 'till 1', sales, operations: operations(), entries: entries(), available: new Map([['ann', 0]]), pending: new Map() };
}

export function centralBooks(): CentralBooks {
  return {
    operations: operations(),
    entries: [
      { opId: 'opening:ann', account: 'ann', bucket: 'available', points: 100 },
      { opId: 'opening:ann', account: 'ann', bucket: 'opening', points: -100 },
      { opId: 'hold:x', account: 'ann', bucket: 'available', points: -10 },
      { opId: 'hold:x', account: 'ann', bucket: 'held', points: 10 },
      { opId: 'hold-end:x', account: 'ann', bucket: 'available', points: 10 },
      { opId: 'hold-end:x', account: 'ann', bucket: 'held', points: -10 },
      ...entries(),
    ],
    available: new Map([['ann', 100]]),
    pending: new Map(),
    projected: new Map([['ann', 100]]),
    notApplied: new Map(),
    findings: { defect: [], drift: [], goodwill: [], fork: [] },
    activeHolds: new Map(),
  };
}
