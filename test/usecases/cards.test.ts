import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activateCards } from '../../agent/usecases/activate-cards.ts';
import { bindCard } from '../../agent/usecases/bind-card.ts';
import { blockCard } from '../../agent/usecases/block-card.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { identify } from '../../agent/usecases/identify.ts';
import { issueCards } from '../../agent/usecases/issue-cards.ts';
import { keepPool, numbersLeft, poolToAskFor } from '../../agent/usecases/number-pools.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { replaceCard } from '../../agent/usecases/replace-card.ts';
import { showCard } from '../../agent/usecases/show-card.ts';
import { unblockCard } from '../../agent/usecases/unblock-card.ts';
import { manyMilks, openTestTill, accountOf, cardNumber, type TestTill } from './kit/test-till.ts';
import type { CardOutcome } from '../../agent/usecases/card-outcome.ts';

describe('cards at a till', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1), accountOf(2, {}, 'issued'), accountOf(3, {}, 'restricted'), accountOf(4, {}, 'blocked')]);
  });
  afterEach(() => {
    test.close();
  });
  const isOffline = () => {
    test.authority.stand({ isReachable: false });
  };
  const code = (outcome: CardOutcome): string => (outcome.ok ? 'done' : outcome.code);
  const shown = (number: string) => {
    const outcome = showCard(test.till, number);
    if (!outcome.ok) return { problem: outcome.code };
    const { found, spendablePoints } = outcome;
    return { state: found.state.card.state, accountId: found.state.accountId, tentative: found.isTentative, spendablePoints, available: found.state.availablePoints };
  };
  const identified = (number: string): string => {
    const outcome = identify(test.till, { code: number });
    if (!outcome.ok) return outcome.code;
    return outcome.identified.ok ? outcome.identified.found.state.card.state : outcome.identified.reason;
  };
  const sell = (saleId: string, cardCode: string) => {
    const sale = { saleId, lines: manyMilks, customer: { code: cardCode } };
    const priced = priceSale(test.till, { ...sale, baseRevision: 0 });
    if (!priced.ok) throw new Error(priced.detail);
    const done = commitSale(test.till, { ...sale, revision: 1, receipt: { number: saleId } });
    if (!done.ok) throw new Error(done.detail);
    return done.sale.priced;
  };

  it.each([
    [cardNumber(1), 'active', 500], [cardNumber(2), 'issued', 0], [cardNumber(3), 'restricted', 0], [cardNumber(4), 'blocked', 0],
  ])('%s is %s and may spend %d', (number, state, spendablePoints) => {
    expect(shown(number)).toMatchObject({ state, spendablePoints, tentative: false, available: 500 });
  });

  it.each([[2, true], [3, true], [1, true], [4, false]])('of card %d a sale earns: %s', (serial, earns) => {
    expect(sell(`sale-${serial}`, cardNumber(serial)).pointsEarned > 0).toBe(earns);
  });

  it('a card that was issued here a moment ago earns, and once it is activated spends what it earned', () => {
    const number = cardNumber(50);
    expect(identified(number)).toBe('card-unknown');
    expect(code(issueCards(test.till, { form: 'plastic', cardNumber: number }))).toBe('done');
    expect(shown(number)).toMatchObject({ state: 'issued', tentative: true, spendablePoints: 0, available: 0 });
    const { pointsEarned } = sell('sale-50', number);
    expect(pointsEarned).toBeGreaterThan(0);
    expect(code(activateCards(test.till, { cardNumber: number }))).toBe('done');
    expect(shown(number)).toMatchObject({ state: 'active', available: pointsEarned, spendablePoints: pointsEarned });
    expect(showCard(test.till, number)).toMatchObject({ lastOperations: [{ kind: 'sale', pointsEarned }] });
    test.restart();
    expect(shown(number)).toMatchObject({ state: 'active', available: pointsEarned });
  });

  it('works before there was ever a snapshot', () => {
    const fresh = openTestTill();
    expect(issueCards(fresh.till, { form: 'plastic', cardNumber: cardNumber(50) }).ok).toBe(true);
    expect(showCard(fresh.till, cardNumber(50))).toMatchObject({ ok: true });
    fresh.close();
  });

  it('a replaced card is refused at once, and the new one has the balance, the state and the account', () => {
    expect(code(replaceCard(test.till, { cardNumber: cardNumber(1), newCardNumber: cardNumber(60), reason: 'lost' }))).toBe('done');
    expect(identified(cardNumber(1))).toBe('card-replaced');
    expect(shown(cardNumber(60))).toMatchObject({ state: 'active', accountId: 'account-1', available: 500, spendablePoints: 500, tentative: true });
    expect(code(replaceCard(test.till, { cardNumber: cardNumber(1), newCardNumber: cardNumber(61), reason: 'lost' }))).toBe('card-state-wrong');
    expect(code(blockCard(test.till, { cardNumber: cardNumber(1), level: 'blocked', reason: 'lost' }))).toBe('card-state-wrong');
  });

  it('what the centre tells takes the place of what was tentative', () => {
    replaceCard(test.till, { cardNumber: cardNumber(1), newCardNumber: cardNumber(60), reason: 'lost' });
    // the centre has the operation, and it has lost to a block
    test.snapshot([accountOf(1, { cards: [{ number: cardNumber(1), state: 'blocked', blocks: [{ blockOpId: 'b', level: 'blocked', reason: 'fraud' }] }] })]);
    expect(shown(cardNumber(1))).toMatchObject({ state: 'blocked', tentative: false });
    expect(shown(cardNumber(60))).toEqual({ problem: 'card-unknown' });
  });

  it('each block is lifted by its own name, and the state before comes back', () => {
    const block = (level: 'blocked' | 'restricted') => blockCard(test.till, { cardNumber: cardNumber(2), level, reason: 'other' });
    const one = block('blocked');
    block('restricted');
    expect(identified(cardNumber(2))).toBe('card-blocked');
    expect(code(unblockCard(test.till, { cardNumber: cardNumber(2), reason: 'found' }))).toBe('block-unknown');
    const blockOpId = one.ok ? one.appended[0]!.opId : '';
    expect(code(unblockCard(test.till, { cardNumber: cardNumber(2), blockOpId, reason: 'found' }))).toBe('done');
    expect(identified(cardNumber(2))).toBe('restricted');
    expect(code(unblockCard(test.till, { cardNumber: cardNumber(2), blockOpId, reason: 'found' }))).toBe('block-unknown');
    expect(code(unblockCard(test.till, { cardNumber: cardNumber(2), reason: 'mistake' }))).toBe('done');
    expect(identified(cardNumber(2))).toBe('issued');
    expect(code(unblockCard(test.till, { cardNumber: cardNumber(4), blockOpId: `opening:${cardNumber(4)}`, reason: 'cleared' }))).toBe('done');
    expect(identified(cardNumber(4))).toBe('active');
  });

  it.each<[string, (till: TestTill['till']) => CardOutcome, string]>([
    ['a number that is none', (till) => issueCards(till, { form: 'plastic', cardNumber: 'abc' }), 'card-number-wrong'],
    ['a card that is there', (till) => issueCards(till, { form: 'plastic', cardNumber: cardNumber(1) }), 'card-taken'],
    ['a customer whom nobody knows', (till) => issueCards(till, { form: 'plastic', cardNumber: cardNumber(50), accountId: 'nobody' }), 'account-unknown'],
    ['a virtual card without numbers', (till) => issueCards(till, { form: 'virtual' }), 'number-pool-empty'],
    ['a pack of too many', (till) => issueCards(till, { form: 'plastic', first: cardNumber(100), last: cardNumber(600) }), 'pack-too-large'],
    ['a pack that runs backwards', (till) => issueCards(till, { form: 'plastic', first: cardNumber(101), last: cardNumber(100) }), 'pack-not-consecutive'],
    ['a pack with a card that is there', (till) => issueCards(till, { form: 'plastic', first: cardNumber(4), last: cardNumber(9) }), 'card-taken'],
    ['an active card to activate', (till) => activateCards(till, { cardNumber: cardNumber(1) }), 'card-state-wrong'],
    ['a blocked card to activate', (till) => activateCards(till, { cardNumber: cardNumber(4) }), 'card-state-wrong'],
    ['an unknown card to activate', (till) => activateCards(till, { cardNumber: cardNumber(99) }), 'card-unknown'],
    ['a card of a customer with points to bind', (till) => bindCard(till, { cardNumber: cardNumber(1), accountId: 'account-2' }), 'card-other-account'],
    ['a card to bind to nobody', (till) => bindCard(till, { cardNumber: cardNumber(50), otherCardNumber: cardNumber(99) }), 'account-unknown'],
    ["somebody else's card as the new one", (till) => replaceCard(till, { cardNumber: cardNumber(1), newCardNumber: cardNumber(2), reason: 'broken' }), 'card-taken'],
    ['a card in its own place', (till) => replaceCard(till, { cardNumber: cardNumber(1), newCardNumber: cardNumber(1), reason: 'broken' }), 'card-taken'],
    ['a card that is blocked for more than its loss to replace', (till) => replaceCard(till, { cardNumber: cardNumber(4), newCardNumber: cardNumber(50), reason: 'lost' }), 'card-state-wrong'],
  ])('refuses %s, and journals nothing', (_what, work, expected) => {
    expect(code(work(test.till))).toBe(expected);
    expect(test.written()).toEqual([]);
  });

  it('offline takes what is done to a card that it does not know: the centre settles it', () => {
    isOffline();
    expect(code(blockCard(test.till, { cardNumber: cardNumber(99), level: 'blocked', reason: 'lost' }))).toBe('done');
    expect(test.written()).toMatchObject([{ kind: 'card-blocked', payload: { cardNumber: cardNumber(99), reason: 'lost', effects: [] } }]);
    expect(test.written()[0]!.payload).not.toHaveProperty('accountId');
  });

  it('gives a customer a second card, which is a blank or has an account that nobody used', () => {
    issueCards(test.till, { form: 'plastic', cardNumber: cardNumber(51) });
    for (const number of [cardNumber(51), cardNumber(52)]) {
      expect(code(bindCard(test.till, { cardNumber: number, otherCardNumber: cardNumber(1) }))).toBe('done');
      expect(shown(number)).toMatchObject({ state: 'issued', accountId: 'account-1', available: 500, spendablePoints: 0 });
    }
    expect(code(activateCards(test.till, { first: cardNumber(51), last: cardNumber(52) }))).toBe('done');
    expect(shown(cardNumber(52))).toMatchObject({ state: 'active', spendablePoints: 500 });
  });

  it('issues and activates a pack of a hundred in one append each', () => {
    const pack = { first: cardNumber(200), last: cardNumber(299) };
    const issued = issueCards(test.till, { form: 'plastic', ...pack });
    expect(issued.ok && issued.appended.length).toBe(100);
    expect(code(activateCards(test.till, pack))).toBe('done');
    expect(shown(cardNumber(250))).toMatchObject({ state: 'active' });
    expect(new Set(test.written().map(({ payload }) => ('accountId' in payload ? payload.accountId : ''))).size).toBe(100);
  });

  it('activates no card of a customer who is not registered where the programme wants it', () => {
    const strict = openTestTill({ questionnaires: [{ id: 'full', name: { ru: 'Анкета' }, questions: [], requiredForActivation: true }] });
    strict.snapshot([accountOf(2, {}, 'issued'), accountOf(3, { registeredWith: ['full'] }, 'issued')]);
    expect(code(activateCards(strict.till, { cardNumber: cardNumber(2) }))).toBe('registration-required');
    expect(code(activateCards(strict.till, { cardNumber: cardNumber(3) }))).toBe('done');
    strict.close();
  });

  describe('numbers of virtual cards', () => {
    const numbers = [cardNumber(301), cardNumber(302)];
    const keep = (journalId = test.till.journal.journalId) => keepPool(test.till, { poolId: 'pool-1', journalId, numbers });

    it('are used once each, over restarts, until none is left', () => {
      keep();
      const issue = () => {
        const outcome = issueCards(test.till, { form: 'virtual' });
        return outcome.ok ? outcome.cardNumbers[0] : outcome.code;
      };
      expect(numbersLeft(test.till)).toBe(2);
      expect(issue()).toBe(numbers[0]);
      test.restart();
      expect([issue(), issue()]).toEqual([numbers[1], 'number-pool-empty']);
      expect(test.written()).toMatchObject([{ payload: { form: 'virtual', poolId: 'pool-1' } }, { payload: { poolId: 'pool-1' } }]);
      expect(numbersLeft(test.till)).toBe(0);
    });

    it('of another journal are void', () => {
      keep('journal-before');
      expect(numbersLeft(test.till)).toBe(0);
    });

    it('are asked for under one id until the answer is kept', () => {
      const ids = { next: () => test.till.ids.next() };
      const asked = poolToAskFor(test.till, ids.next);
      test.restart();
      expect(poolToAskFor(test.till, ids.next)).toBe(asked);
      keep();
      expect(poolToAskFor(test.till, ids.next)).not.toBe(asked);
    });
  });
});
