import { describe, expect, test } from 'vitest';
import { compareOperations } from '../../../agent/cli/replay/oracle/compare-operations.ts';
import type { BookedOperation } from '../../../agent/cli/replay/oracle/books.ts';
import { answered, centralBooks, entries, operations, returnOperation, saleOperation, soldSale, tillBooks } from './hand-made-books.ts';

test('books that agree have no faults', () => {
  expect(compareOperations(answered(), [tillBooks()], centralBooks())).toEqual({ lost: [], duplicated: [], contradictions: [] });
});

test('points that the programme paid itself are told as goodwill, not as postings that differ', () => {
  const others = centralBooks().entries.filter(({ opId, bucket }) => opId !== 'op-sale' || bucket !== 'available');
  const goodwill = [{ opId: 'op-sale', account: 'ann', bucket: 'available', points: 25 }, { opId: 'op-sale', account: 'ann', bucket: 'goodwill', points: -5 }];
  expect(compareOperations(answered(), [tillBooks()], { ...centralBooks(), entries: [...others, ...goodwill] })).toEqual({ lost: [], duplicated: [], contradictions: [] });
});

describe('lost', () => {
  test('a sale that was answered and is not at the central', () => {
    const central = { ...centralBooks(), operations: operations().filter(({ opId }) => opId !== 'op-sale'), entries: entries().filter(({ opId }) => opId !== 'op-sale') };
    expect(compareOperations(answered(), [tillBooks()], central).lost).toEqual(['s1 (op-sale) is not at the central']);
  });

  test('a return that was answered and is not in the journal', () => {
    const till = { ...tillBooks(), operations: operations().filter(({ opId }) => opId !== 'op-return'), entries: entries().filter(({ opId }) => opId !== 'op-return') };
    expect(compareOperations(answered(), [till], centralBooks()).lost).toEqual(["r1 (op-return) is not in the till's journal"]);
  });

  test('a sale that the central has and did not book', () => {
    const parked = { ...centralBooks(), notApplied: new Map([['op-sale', 'parked: defect']]) };
    expect(compareOperations(answered(), [tillBooks()], parked).lost).toEqual(['s1 (op-sale) is at the central but not booked: parked: defect']);
  });

  test('a posting that the central left out', () => {
    const central = { ...centralBooks(), entries: entries().filter(({ opId, bucket }) => opId !== 'op-sale' || bucket === 'spent') };
    expect(compareOperations(answered(), [tillBooks()], central).lost).toEqual(['op-sale is booked as ann spent 10 instead of ann available 20,ann earned -30,ann spent 10'.replaceAll(',', ', ')]);
  });
});

describe('an operation that nobody was promised', () => {
  const release: BookedOperation = { opId: 'op-release', journalId: 'j1', seq: 4, kind: 'hold-released', hash: 'h4', payloadSha256: 'p4', saleId: 's1', returnId: null };

  test('is lost where only the journal has it', () => {
    const till = { ...tillBooks(), operations: [...operations(), release] };
    expect(compareOperations(answered(), [till], centralBooks())).toEqual({ lost: ['hold-released op-release is not at the central'], duplicated: [], contradictions: [] });
  });

  test('is one too many where only the central has it', () => {
    const central = { ...centralBooks(), operations: [...operations(), release] };
    expect(compareOperations(answered(), [tillBooks()], central)).toEqual({ lost: [], duplicated: ['the central has hold-released op-release, which no till has'], contradictions: [] });
  });

  test.each([
    ['another text', { payloadSha256: 'other' }],
    ['another hash', { hash: 'other' }],
    ['another place in the chain', { seq: 5 }],
    ['another journal', { journalId: 'j2' }],
  ])('contradicts where the central has it with %s', (_what, changed) => {
    const till = { ...tillBooks(), operations: [...operations(), release] };
    const central = { ...centralBooks(), operations: [...operations(), { ...release, ...changed }] };
    expect(compareOperations(answered(), [till], central).contradictions).toEqual(['hold-released op-release: the journal and the central have different operations']);
  });
});

describe('duplicated', () => {
  test('a sale that is twice at the central, under two operations', () => {
    const again = { ...saleOperation, payloadSha256: 'p9', opId: 'op-again', seq: 9, kind: 'sale-committed', saleId: 's1', returnId: null };
    const { duplicated } = compareOperations(answered(), [tillBooks()], { ...centralBooks(), operations: [...operations(), again] });
    expect(duplicated).toEqual(['s1 is 2 times in the central']);
  });

  test('a return that is twice at the central, under two operations', () => {
    const again: BookedOperation = { ...returnOperation, payloadSha256: 'p9', opId: 'op-again', seq: 9, kind: 'return-committed', saleId: 's1', returnId: 'r1' };
    expect(compareOperations(answered(), [tillBooks()], { ...centralBooks(), operations: [...operations(), again] }).duplicated).toEqual(['r1 is 2 times in the central']);
  });

  test('postings under an operation that no till has', () => {
    const central = { ...centralBooks(), entries: [...entries(), { opId: 'op-sale:doubled', account: 'ann', bucket: 'available', points: 20 }] };
    expect(compareOperations(answered(), [tillBooks()], central).duplicated).toEqual(['the central booked ann available 20 under op-sale:doubled, which no till has']);
  });

  test('a posting too many under the right operation', () => {
    const central = { ...centralBooks(), entries: [...entries(), { opId: 'op-sale', account: 'ann', bucket: 'available', points: 20 }] };
    expect(compareOperations(answered(), [tillBooks()], central).duplicated).toHaveLength(1);
  });

  test('a sale that a till journalled twice', () => {
    const again = { ...saleOperation, payloadSha256: 'p9', opId: 'op-again', seq: 9, kind: 'sale-committed', saleId: 's1', returnId: null };
    expect(compareOperations(answered(), [{ ...tillBooks(), operations: [...operations(), again] }], centralBooks()).duplicated).toContain('s1 is 2 times in the journals');
  });

  test('but not a repetition that the central parked', () => {
    const again = { ...saleOperation, payloadSha256: 'p9', opId: 'op-again', seq: 9, kind: 'sale-committed', saleId: 's1', returnId: null };
    const central = { ...centralBooks(), operations: [...operations(), again], notApplied: new Map([['op-again', 'parked: sale-repeated']]) };
    expect(compareOperations(answered(), [tillBooks()], central).duplicated).toEqual([]);
  });
});

describe('contradictions', () => {
  test('two answers to one commit that name different operations', () => {
    const twice = answered();
    twice.sales.set('s1', [soldSale, { ...soldSale, operation: { ...saleOperation, seq: 8, opId: 'op-other' } }]);
    expect(compareOperations(twice, [tillBooks()], centralBooks()).contradictions).toEqual(['s1 was answered with different operations']);
  });

  test('two answers to one commit that name the same operation and tell other figures', () => {
    const twice = answered();
    twice.sales.set('s1', [soldSale, { ...soldSale, pointsEarned: 31 }]);
    expect(compareOperations(twice, [tillBooks()], centralBooks()).contradictions).toEqual(['s1 was answered in different words']);
  });

  test('a second answer that does not name the operation', () => {
    const { operation: _operation, ...bare } = soldSale;
    const twice = answered();
    twice.sales.set('s1', [soldSale, bare]);
    expect(compareOperations(twice, [tillBooks()], centralBooks()).contradictions).toEqual(['s1 was answered in different words']);
  });

  test('an answer whose hash is not the one in the journal', () => {
    const other = answered();
    other.sales.set('s1', [{ ...soldSale, operation: { ...saleOperation, hash: 'other' } }]);
    expect(compareOperations(other, [tillBooks()], centralBooks()).contradictions).toEqual(['s1: the answer and the journal name different operations']);
  });

  test('a commit that was answered without its operation', () => {
    const { operation: _operation, ...bare } = soldSale;
    const other = answered();
    other.sales.set('s1', [bare]);
    expect(compareOperations(other, [tillBooks()], centralBooks()).contradictions).toEqual(['s1 was answered as committed without its operation']);
  });
});
