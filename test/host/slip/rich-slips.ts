import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { BlindReturnCommitted } from '../../../agent/domain/operations/blind-return.ts';
import type { ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { accountSlip, customerValues, favouriteValues } from '../../../agent/domain/slip/account-slip.ts';
import { layOut, type LaidLine } from '../../../agent/domain/slip/lay-out.ts';
import type { SlipLanguage } from '../../../agent/domain/slip/plural.ts';
import { blindReturnSlip, returnSlip } from '../../../agent/domain/slip/return-slip.ts';
import { saleSlip } from '../../../agent/domain/slip/sale-slip.ts';
import type { SlipUnits } from '../../../agent/domain/slip/slip-words.ts';
import type { SlipData, SlipKind } from '../../../agent/domain/slip/slip-vocabulary.ts';
import { slipTemplate, slipWording } from '../../../agent/host/slip/receipt-resources.ts';
import { exampleBundle, timeAt } from '../../domain/kit/shop.ts';
import { priceLines } from '../../../test/domain/kit/examples.ts';

export const bundle: Bundle = exampleBundle({
  name: { ru: 'Клуб «Көктем»', kk: '«Көктем» клубы', en: 'Köktem Club' },
  stores: [{ id: 'centre', name: { ru: 'Супермаркет «Көктем», Алматы, проспект Абая 52', kk: '«Көктем» супермаркеті, Алматы, Абай даңғылы 52', en: 'Köktem supermarket, 52 Abai Avenue, Almaty' }, region: 'almaty' }],
  tiers: [{ id: 'base', name: { ru: 'Серебряный', kk: 'Күміс', en: 'Silver' } }],
  coupons: [{ id: 'back', name: { ru: 'Скидка 10 % на следующую покупку', kk: 'Келесі сатып алуға 10 % жеңілдік', en: '10 % off the next purchase' }, codes: ['BACK'] }],
  names: { offers: { cheese: { ru: 'Сыр для вас на 20 % дешевле', kk: 'Сізге ірімшік 20 % арзан', en: 'Cheese 20 % cheaper for you' } } },
  slips: { applicationUrl: 'https://koktem.example/app' },
});

const account: Account = {
  accountId: 'account-1', tier: 'base', givenName: 'Айгүл', availablePoints: 12_345, holds: [{ holdId: 'h', points: 100, expiresAtMs: 1 }], cards: [{ number: '2900770100017', state: 'active' }],
  pending: [{ lotId: 'a', points: 21, availableOn: '2026-12-06' }, { lotId: 'b', points: 2, availableOn: '2026-12-20' }],
  lots: [{ lotId: 'c', points: 101, expiresOn: '2026-11-30' }, { lotId: 'd', points: 5_000, expiresOn: '2027-11-30' }],
  offers: [{ offerId: 'cheese', until: '2026-12-31' }, { offerId: 'old', until: '2026-01-01' }],
};

const priced = priceLines('milk 2 × 500', {});
export const richSale: SaleCommitted = {
  programmeId: 'example', saleId: 'sale-1', storeId: 'centre', tillId: 'till-1', accountId: 'account-1', receipt: { number: '0001234' }, time: timeAt(),
  bundle: { ...priced.bundle, semantics: 1 }, basket: { lines: [] }, effects: [],
  customer: { state: { ...account, card: { number: '2900770100017', state: 'active' } }, identifiedBy: 'scan', cursor: 1, through: 0 },
  result: {
    ...priced, grossMinor: 1_300_000, discountMinor: 65_450, payableMinor: 1_134_550, pointsSpent: 1_000, pointsPaidMinor: 100_000, pointsEarned: 123,
    accruals: [{ promotionId: 'p', points: 21, availableOn: '2026-12-06', expiresOn: '2027-06-06' }],
    messages: [
      { promotionId: 'm', to: 'slip', text: { ru: 'По воскресеньям баллы за молочное вдвойне. Приходите с семьёй!', kk: 'Жексенбі күндері сүт өнімдеріне ұпай екі еселенеді. Отбасыңызбен келіңіз!', en: 'Double points for dairy on Sundays. Bring the family!' } },
      { promotionId: 'n', to: 'cashier', text: { ru: 'Предложите пакет' } },
    ],
    gifts: [{ promotionId: 'g', name: { ru: 'Кружка «Көктем»', kk: '«Көктем» кесесі', en: 'Köktem mug' }, skus: ['mug'], units: 1 }],
    couponsIssued: [{ promotionId: 'c', couponId: 'back', count: 2, validFrom: '2026-11-23', validTo: '2026-12-23' }],
  },
};

export const richReturn: ReturnCommitted = {
  programmeId: 'example', returnId: 'return-1', saleId: 'sale-1', storeId: 'centre', tillId: 'till-1', accountId: 'account-1', receipt: { number: '0001235' }, time: timeAt('2026-11-23', 605, 1), effects: [],
  result: { saleId: 'sale-1', lines: [], refundMinor: 567_275, pointsGivenBack: 501, pointsTakenBack: 61, pointsShortfall: 2 },
};

export const richBlind: BlindReturnCommitted = {
  programmeId: 'example', returnId: 'return-2', storeId: 'centre', tillId: 'till-1', accountId: 'account-1', customer: { ...account, card: { number: '2900770100017', state: 'active' } }, receipt: { number: '0001236' }, time: timeAt('2026-11-23', 611, 1), effects: [],
  reason: 'Чек утерян, товар с ценником магазина', bundle: { serial: 7, hash: 'ab'.repeat(32) }, lines: [{ lineId: '1', sku: 'milk', quantityMilli: 2_000, refundMinor: 95_000 }], refundMinor: 95_000, pointsDue: 47, pointsTakenBack: 45,
};
/** As `SlipKind`, with the return that has no receipt */
export type RichKind = SlipKind | 'blind-return';

/** The slip's facts, those of the account among them. */
export function richData(kind: RichKind, language: SlipLanguage): SlipData {
  const units = { language, exponent: 2, currencyWord: slipWording(language).currencyWords['KZT'] ?? 'KZT', pointsScale: 0 };
  const balance = accountSlip(bundle, units, { account, reservedPoints: 0, asOf: timeAt('2026-11-22', 719), today: '2026-11-22' });
  const slip = slipOf(kind, units);
  return { values: { ...balance.values, ...slip.values }, lists: { ...balance.lists, ...slip.lists } };
}

function slipOf(kind: RichKind, units: SlipUnits): SlipData {
  if (kind === 'balance') return { values: { ...customerValues(bundle, units, { cardNumber: '2900770100017', tier: 'base', givenName: 'Айгүл' }), ...favouriteValues(bundle, units.language, { categoryId: 'dairy', until: '2026-12-21' }, '2026-11-22') }, lists: {} };
  if (kind === 'sale') return saleSlip(bundle, units, richSale, { returnCode: 'R1.'.padEnd(120, 'abc') });
  return kind === 'return' ? returnSlip(bundle, units, richReturn) : blindReturnSlip(bundle, units, richBlind);
}

export function richLines(kind: RichKind, language: SlipLanguage, width: number, fit: (text: string) => string = (text) => text): LaidLine[] {
  return layOut(slipTemplate(bundle, language, kind === 'blind-return' ? 'return' : kind), richData(kind, language), { language, width, fit });
}
