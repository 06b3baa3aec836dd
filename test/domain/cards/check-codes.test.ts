import { describe, expect, test } from 'vitest';
import { findCodeProblem } from '../../../agent/domain/cards/check-codes.ts';
import type { CardScheme, ForeignCards } from '../../../agent/domain/cards/card-scheme.ts';

const plastic: CardScheme = { id: 'plastic', name: { ru: 'Карта' }, prefix: '290077', storeDigits: 2, serialDigits: 4, check: 'ean13' };
const bank: CardScheme = { id: 'bank', name: { ru: 'Банк' }, prefix: '45', storeDigits: 0, serialDigits: 13, check: 'luhn', partner: { ru: 'Банк' } };

function pathOf({ schemes = [], foreign = [] }: { schemes?: CardScheme[]; foreign?: Omit<ForeignCards, 'name'>[] }): string {
  const foreignCards = foreign.map((range) => ({ name: { ru: 'Дала' }, ...range }));
  const weightCodes = [{ prefix: '21', itemDigits: 5, weightDigits: 5 }];
  return findCodeProblem({ cardSchemes: [plastic, ...schemes], foreignCards, weightCodes }, new Set(['centre']))?.path ?? 'accepted';
}

describe('what says who a number belongs to is refused where two could claim it, or nobody', () => {
  test.each<[string, Parameters<typeof pathOf>[0], string]>([
    ['a partner beside the own cards', { schemes: [bank] }, 'accepted'],
    ['short forms of one length: the cashier is asked which', { schemes: [{ ...plastic, id: 'second', prefix: '390088' }] }, 'accepted'],
    ['a range within another scheme’s numbers', { schemes: [{ ...plastic, id: 'second', prefix: '29', storeDigits: 6, ranges: [{ from: '290000000000', to: '290009999999' }, { from: '290077000000', to: '290077000009' }] }] }, '/cardSchemes/1/ranges/1'],
    ['ranges beside another scheme’s numbers', { schemes: [{ ...plastic, id: 'second', prefix: '29', storeDigits: 6, ranges: [{ from: '290000000000', to: '290076999999' }] }] }, 'accepted'],
    ['a range with the check digit in it', { schemes: [{ ...bank, ranges: [{ from: '4500000000000000', to: '4500000000000009' }] }] }, '/cardSchemes/1/ranges/0/from'],
    ['a range with another prefix', { schemes: [{ ...bank, ranges: [{ from: '450000000000000', to: '460000000000000' }] }] }, '/cardSchemes/1/ranges/0/to'],
    ['a range that ends before it begins', { schemes: [{ ...bank, ranges: [{ from: '450000000000009', to: '450000000000001' }] }] }, '/cardSchemes/1/ranges/0/to'],
    ['ranges that overlap', { schemes: [{ ...bank, ranges: [{ from: '450000000000000', to: '450000000000009' }, { from: '450000000000009', to: '450000000000019' }] }] }, '/cardSchemes/1/ranges/1/from'],
    ['a store that is not there', { schemes: [{ ...plastic, id: 'second', prefix: '390077', storeIds: { '01': 'nowhere' } }] }, '/cardSchemes/1/storeIds/01'],
    ['store digits of another length', { schemes: [{ ...plastic, id: 'second', prefix: '390077', storeIds: { '1': 'centre' } }] }, '/cardSchemes/1/storeIds/1'],
    ['another chain', { foreign: [{ from: '9310000000000', to: '9319999999999' }] }, 'accepted'],
    ['another chain within the own numbers', { foreign: [{ from: '9310000000000', to: '9319999999999' }, { from: '2900770000000', to: '2900770000000' }] }, '/foreignCards/1'],
    ['another chain twice', { foreign: [{ from: '9310000000000', to: '9319999999999' }, { from: '9319999999999', to: '9320000000000' }] }, '/foreignCards/1'],
    ['another chain within weight codes', { foreign: [{ from: '2000000000000', to: '2100000000000' }] }, '/foreignCards/0'],
    ['another chain’s numbers of two lengths', { foreign: [{ from: '931000', to: '9319999' }] }, '/foreignCards/0/to'],
    ['another chain’s numbers the wrong way round', { foreign: [{ from: '9319999', to: '9310000' }] }, '/foreignCards/0/to'],
  ])('%s', (_, parts, path) => {
    expect(pathOf(parts)).toBe(path);
  });
});
