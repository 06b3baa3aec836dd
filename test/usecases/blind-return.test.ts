import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { startReturn } from '../../agent/usecases/start-return.ts';
import { accountOf, cardNumber, openTestTill } from './kit/test-till.ts';
import { returnOf } from './kit/outcomes.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { TestTill } from './kit/test-till.ts';

const lines = [{ sku: 'milk', quantityMilli: 90_000, refundMinor: 40_000 }, { sku: 'bread', quantityMilli: 2_000, refundMinor: 400 }];
const blind = { reason: 'Чек утерян', lines };
const rules = (points: 'none' | 'within_balance' | 'allow_negative', maxRefundMinor = 50_000): Partial<Bundle> => ({ returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor, points } } });

describe('a return without a receipt', () => {
  let test: TestTill;
  const open = (changes: Partial<Bundle>, availablePoints = 1_000) => {
    test.close();
    test = openTestTill(changes);
    test.snapshot([accountOf(1, { availablePoints })]);
  };
  beforeEach(() => {
    test = openTestTill();
  });
  afterEach(() => {
    test.close();
  });

  const start = async (input: Partial<typeof blind> & { customer?: { code: string } } = {}) => await startReturn(test.till, { returnId: 'return-1', baseRevision: 0, blind: { ...blind, ...input } });
  const commit = (by?: object) => commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '9' }, ...(by === undefined ? {} : { by }) });

  it('gives back the money that the till software states, no points, and records who approved it', async () => {
    open(rules('within_balance'));
    expect(returnOf(await start())).toMatchObject({ state: 'quoted', quoted: { refundMinor: 40_400, pointsGivenBack: 0, pointsTakenBack: 0 } });
    const by = { userId: 'cashier-1', approval: { overrideId: 'o-1', userId: 'manager-1' } };
    expect(returnOf(commit(by))).toMatchObject({ state: 'committed' });
    expect(test.written().at(-1)).toMatchObject({ kind: 'blind-return-committed', payload: { by, reason: 'Чек утерян', refundMinor: 40_400, receipt: { number: '9' }, pointsDue: 0, effects: [] } });
  });

  it.each([
    ['none', 1_000, 0], ['within_balance', 1_000, 'due'], ['within_balance', 7, 7], ['within_balance', 0, 0], ['allow_negative', 7, 'due'],
  ] as const)('takes back of a known customer what such goods would earn: %s of a balance of %s', async (points, balance, expected) => {
    open(rules(points), balance);
    const { quoted } = returnOf(await start({ customer: { code: cardNumber(1) } }));
    const due = quoted.pointsTakenBack + (quoted.pointsShortfall ?? 0);
    expect(due).toBeGreaterThan(10);
    expect(quoted.pointsTakenBack).toBe(expected === 'due' ? due : expected);
    returnOf(commit());
    expect(test.written().at(-1)).toMatchObject({ payload: { accountId: 'account-1', pointsDue: due, pointsTakenBack: quoted.pointsTakenBack } });
  });

  it.each<[string, Partial<Bundle>, object, string]>([
    ['the programme says nothing of such returns', { returns: { pointsPolicy: 'allow_negative' } }, {}, 'return-blind-refused'],
    ['it is more money than the programme lets go', rules('none', 40_399), {}, 'return-blind-refused'],
    ['the card is not known', rules('none'), { customer: { code: cardNumber(2) } }, 'return-blind-refused'],
    ['a line is named twice', rules('none'), { lines: lines.map((line) => ({ ...line, lineId: 'a' })) }, 'duplicate-line'],
  ])('is refused where %s', async (_title, changes, input, code) => {
    open(changes);
    expect(await start(input)).toMatchObject({ ok: false, code });
    expect(test.till.returns.find('return-1')).toBeUndefined();
  });

  it('answers the same again, and is refused once the programme lets less go', async () => {
    open(rules('none'));
    const first = returnOf(await start());
    expect(await start()).toEqual({ ok: true, changed: false, return: first });
    test.compiled = { ...test.compiled!, bundle: { ...test.compiled!.bundle, ...rules('none', 1) } };
    expect(commit()).toMatchObject({ ok: false, code: 'return-blind-refused' });
  });
});
