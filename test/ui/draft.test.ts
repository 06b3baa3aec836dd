import { describe, expect, it } from 'vitest';
import { addCoupon, addGood, emptyDraft, removeCoupon, removeLine, revert, saleRequest, setCustomer, setExternal, setPayment, setQuantity, type Draft, type DraftChange, type PickedGood } from '../../ui/state/draft.ts';

const bread: PickedGood = { sku: 'bread', unit: 'piece', quantityMilli: 1000, unitPriceMinor: 19_000 };
const cheese: PickedGood = { sku: 'cheese', unit: 'kg', quantityMilli: 354, unitPriceMinor: 340_000 };
const card = { code: '2900770100017', identifiedBy: 'scan' } as const;
const apply = (...changes: DraftChange[]): Draft => changes.reduce((draft, change) => change(draft), emptyDraft);
const shown = (draft: Draft) => draft.lines.map((line) => `${line.lineId}:${line.sku}×${line.quantityMilli}`);

describe('a draft', () => {
  it('puts pieces of one good on one line', () => expect(shown(apply(addGood(bread), addGood(bread), addGood(bread)))).toEqual(['1:bread×3000']));
  it('gives each weighing a line of its own', () => expect(shown(apply(addGood(cheese), addGood(cheese)))).toEqual(['1:cheese×354', '2:cheese×354']));
  it('keeps pieces at another price apart', () => expect(shown(apply(addGood(bread), addGood({ ...bread, unitPriceMinor: 18_000 })))).toEqual(['1:bread×1000', '2:bread×1000']));
  it('never gives a line the id of one that is still there', () => expect(shown(apply(addGood(cheese), addGood(bread), removeLine('1'), addGood(cheese)))).toEqual(['2:bread×1000', '3:cheese×354']));
  it('counts on from ids that another client chose', () => {
    const draft: Draft = { lines: [{ lineId: 'pos-7', sku: 'x', quantityMilli: 1000, unitPriceMinor: 1 }] };
    expect(shown(addGood(bread)(draft))).toEqual(['pos-7:x×1000', '1:bread×1000']);
  });
  it('takes a line out when its quantity comes to nothing', () => expect(shown(apply(addGood(bread), setQuantity('1', 0)))).toEqual([]));
  it('is the same object where there was nothing to do', () => {
    const draft = apply(addGood(bread), setCustomer(card));
    for (const change of [setCustomer(card), setQuantity('1', 1000), setQuantity('9', 5000), removeLine('9')]) expect(change(draft)).toBe(draft);
  });
  it('asks again for a card that did not count: the agent may know it by now', () => {
    const draft: Draft = { lines: [], customer: card, isCardRefused: true };
    expect(setCustomer(card)(draft)).not.toBe(draft);
    expect(saleRequest(setCustomer(card)(draft), 4)).toEqual({ baseRevision: 4, lines: [], customer: card });
  });
  it('carries along what till software put into the sale', () => {
    const ordered = { quantityMilli: 1000, unitPriceMinor: 19_000, discounts: [{ promotionId: 'A', amountMinor: 900 }] };
    const draft: Draft = { lines: [{ lineId: '1', sku: 'bread', quantityMilli: 1000, unitPriceMinor: 19_000, ordered }], surroundings: { coupons: ['HELLO'], channel: 'web' } };
    const changed = addGood(bread)(draft);
    expect(shown(changed)).toEqual(['1:bread×1000', '2:bread×1000']);
    expect(saleRequest(changed, 1)).toMatchObject({ coupons: ['HELLO'], channel: 'web', lines: [{ ordered }, {}] });
    expect(saleRequest(revert(draft, changed)(changed), 2)).toEqual({ baseRevision: 2, lines: draft.lines, coupons: ['HELLO'], channel: 'web' });
  });
  it('asks for all of it, on the revision that was seen', () => {
    expect(saleRequest(apply(addGood(bread), setCustomer(card)), 4)).toEqual({ baseRevision: 4, lines: [{ lineId: '1', sku: 'bread', quantityMilli: 1000, unitPriceMinor: 19_000 }], customer: card });
  });
});

describe('what stands beside the goods', () => {
  const asked = (draft: Draft) => {
    const { baseRevision: _built, lines: _lines, ...rest } = saleRequest(draft, 0);
    return rest;
  };
  it('is left out where it is taken away', () => {
    const draft = apply(addCoupon('A'), addCoupon('B'), setExternal('spasibo'), setPayment('qr'));
    expect(asked(draft)).toEqual({ coupons: ['A', 'B'], external: 'spasibo', payment: { method: 'qr' } });
    expect(asked([removeCoupon('A'), removeCoupon('B'), setExternal(undefined), setPayment(undefined)].reduce((now, change) => change(now), draft))).toEqual({});
  });
  it('is the same draft where nothing changes', () => {
    const draft = apply(addCoupon('A'), setExternal('spasibo'), setPayment('qr'));
    for (const change of [addCoupon('A'), removeCoupon('B'), setExternal('spasibo'), setPayment('qr')]) expect(change(draft)).toBe(draft);
    for (const change of [removeCoupon('B'), setExternal(undefined), setPayment(undefined)]) expect(change(emptyDraft)).toBe(emptyDraft);
  });
  it('is taken back, and what others did since stays', () => {
    const before = apply(addCoupon('A'));
    const added = addCoupon('B')(before);
    expect(asked(revert(before, added)(addCoupon('C')(added)))).toEqual({ coupons: ['A', 'C'] });
    expect(asked(revert(before, removeCoupon('A')(before))(addCoupon('C')(removeCoupon('A')(before))))).toEqual({ coupons: ['C', 'A'] });
    expect(asked(revert(before, setExternal('spasibo')(before))(setPayment('qr')(setExternal('spasibo')(before))))).toEqual({ coupons: ['A'], payment: { method: 'qr' } });
    expect(asked(revert(emptyDraft, before)(before))).toEqual({});
  });
});

describe('taking back', () => {
  const before = apply(addGood(bread), addGood(cheese), addGood({ ...bread, sku: 'milk' }));
  const undone = (change: DraftChange, since: DraftChange = (draft) => draft) => shown(revert(before, change(before))(since(change(before))));

  it('a removed line puts it back in its place', () => expect(undone(removeLine('2'))).toEqual(shown(before)));
  it('the first line puts it back in front', () => expect(undone(removeLine('1'))).toEqual(shown(before)));
  it('a quantity gives the old one', () => expect(undone(setQuantity('1', 9000))).toEqual(shown(before)));
  it('an added good takes it out', () => expect(undone(addGood({ ...bread, sku: 'tea' }))).toEqual(shown(before)));
  it('leaves what another client has added since', () => {
    expect(undone(removeLine('2'), addGood({ ...bread, sku: 'tea' }))).toEqual(['1:bread×1000', '2:cheese×354', '3:milk×1000', '4:tea×1000']);
  });
  it('a card gives the customer before, and none where there was none', () => {
    expect(revert(before, setCustomer(card)(before))(setCustomer(card)(before)).customer).toBeUndefined();
    const withCard = setCustomer(card)(before);
    const other = setCustomer({ code: 'other', identifiedBy: 'typed' })(withCard);
    expect(revert(withCard, other)(other).customer).toEqual(card);
    expect(revert(withCard, removeLine('1')(withCard))(other).customer?.code).toBe('other');
  });
});
