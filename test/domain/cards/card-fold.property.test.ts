import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stateOf } from '../../../agent/domain/cards/account-card.ts';
import { foldCards, type CardEvent } from '../../../agent/domain/cards/card-fold.ts';
import type { CardBody } from '../../../agent/domain/operations/card-operations.ts';
import { acts, starts } from './kit/card-acts.ts';

const numbers = ['2900770100011', '2900770100103', '2900770100110'];
const anyNumber = fc.constantFrom(...numbers);

/** Anything that three stores may do to three cards, with clocks that stand still, lie, or agree. */
const anyEvents = fc.uniqueArray(
  fc.record({ act: fc.constantFrom(...Object.values(acts)), cardNumber: anyNumber, other: anyNumber, orderMs: fc.integer({ min: 0, max: 4 }), journal: fc.constantFrom('a', 'b', 'c'), seq: fc.integer({ min: 1, max: 9 }), block: fc.integer({ min: 0, max: 9 }) }),
  { maxLength: 12, selector: ({ journal, seq }) => `${journal}${seq}` },
).map((all) => all.map(({ act, cardNumber, other, orderMs, journal, seq, block }): CardEvent => {
  const named = all[block];
  const body = {
    ...act,
    payload: {
      ...act.payload, cardNumber,
      ...(act.kind === 'card-replaced' ? { newCardNumber: other } : {}),
      ...(act.kind === 'card-unblocked' && named !== undefined ? { blockOpId: `${named.journal}${named.seq}` } : {}),
    },
  } as CardBody;
  return { opId: `${journal}${seq}`, orderMs, journalId: journal, seq, body };
}));

it('the same operations give the same cards and the same losers, whichever arrives first', () => {
  fc.assert(fc.property(anyEvents, fc.constantFrom(...Object.values(starts)), fc.func(fc.integer()), (events, openings, shuffle) => {
    const shuffled = events.map((event) => ({ event, key: shuffle(event.opId) })).toSorted((one, other) => one.key - other.key).map(({ event }) => event);
    const [one, other] = [foldCards(openings, events), foldCards(openings, shuffled)];
    expect(Object.fromEntries(other.cards)).toEqual(Object.fromEntries(one.cards));
    expect(Object.fromEntries(other.lost)).toEqual(Object.fromEntries(one.lost));
  }), { numRuns: 400 });
});

it('a replaced card stays replaced, each card has one successor, and a block is in force until it is named', () => {
  fc.assert(fc.property(anyEvents, fc.constantFrom(...Object.values(starts)), (events, openings) => {
    const { cards, lost } = foldCards(openings, events);
    for (const { opId, body } of events) {
      if (lost.has(opId)) continue;
      const card = cards.get(body.payload.cardNumber);
      expect(card).toBeDefined();
      if (card === undefined) return;
      const successor = body.kind === 'card-replaced' ? body.payload.newCardNumber : card.replacedBy;
      expect([card.replacedBy, stateOf(card) === 'replaced']).toEqual([successor, successor !== undefined]);
      const isLifted = events.some((each) => each.body.kind === 'card-unblocked' && each.body.payload.blockOpId === opId);
      const mustStand = body.kind === 'card-blocked' && !isLifted ? [opId] : [];
      expect(card.blocks.map(({ blockOpId }) => blockOpId)).toEqual(expect.arrayContaining(mustStand));
    }
  }), { numRuns: 400 });
});

it('an unblock lifts the block that it names and no other, though its clock says that it came first', () => {
  const block = (opId: string, orderMs: number): CardEvent => ({ opId, orderMs, journalId: opId, seq: 2, body: acts['block (lost)'] as CardBody });
  const unblock: CardEvent = { opId: 'u', orderMs: 1, journalId: 'z', seq: 5, body: { ...acts['unblock OLD'], payload: { ...(acts['unblock OLD'] as CardBody).payload, blockOpId: 'one' } } as CardBody };
  const { cards, lost } = foldCards(starts['active'] ?? [], [unblock, block('one', 10), block('two', 11)]);
  expect(cards.get('2900770100011')?.blocks.map(({ blockOpId }) => blockOpId)).toEqual(['two']);
  expect(lost.size).toBe(0);
});

it('keeps the order of one till whose clock was set back between two operations', () => {
  const [issue, activate] = [acts['issue to P'] as CardBody, acts['activate'] as CardBody];
  const { cards, lost } = foldCards([], [{ opId: 'two', orderMs: 5, journalId: 'a', seq: 3, body: activate }, { opId: 'one', orderMs: 9, journalId: 'a', seq: 2, body: issue }]);
  expect([[...cards.values()].map(stateOf), lost.size]).toEqual([['active'], 0]);
});
