import { makeCardNumber } from '../../../agent/domain/cards/card-number.ts';
import { appCardScheme } from '../shop-data.ts';
import type { GoldenInput, ReceiptBook } from './receipt-book.ts';
import { at, customer, shown } from './receipt-book.ts';

const friday = at('2026-11-20', '12:00');
const dinner: [string, number][] = [['Филе куриное охлаждённое 700 г', 2], ['Рис лазер 800 г', 1]];

/** Points earned and spent, by who the customer is. */
export function customerReceipts({ basket, receipt }: ReceiptBook): GoldenInput[] {
  return [
    receipt('a year together: half a percent more', 'almaty-1', friday, basket(...dinner), shown(customer({ joinedOn: '2025-11-20' }))),
    receipt('one day short of a year: nothing more', 'almaty-1', friday, basket(...dinner), shown(customer({ joinedOn: '2025-11-21' }))),
    receipt('five years together, paid by QR above 5,000', 'almaty-1', friday, { ...basket(['Конина мякоть', 1.8]), payment: { method: 'qr' } }, shown(customer({ joinedOn: '2019-02-28' }))),
    receipt('nappies: points for each pack and for the sum', 'almaty-2', friday, basket(['Подгузники размер 4 24 шт', 2], ['Салфетки влажные детские 64 шт', 1]), shown(customer({}))),
    receipt('birthday: 300 points for 30 days beside ten percent', 'almaty-1', friday, basket(['Чак-чак 350 г', 1], ['Свечи для торта 12 шт', 1]), shown(customer({ birthday: '11-22' }))),
    receipt('birthday: the points were given this year already', 'almaty-1', friday, basket(['Чак-чак 350 г', 1]),
      shown(customer({ birthday: '11-22', usage: [{ promotionId: 'birthday-gift', since: '2026-01-01', times: 1 }] }))),
    receipt('the tenth purchase with the card in the phone at the self-checkout', 'almaty-1', friday, basket(['Хлеб бородинский 400 г', 1], ['Айран 2 % 500 мл', 2]),
      { ...shown(customer({ purchases: 9, card: { number: makeCardNumber(appCardScheme, 1, 17) } }), 'dynamic-qr'), tillId: 'self-1' }),
    receipt('the phone’s ten points were given today already', 'almaty-1', friday, basket(['Хлеб бородинский 400 г', 1]),
      shown(customer({ purchases: 10, usage: [{ promotionId: 'card-in-phone', since: '2026-11-20', times: 1 }], card: { number: makeCardNumber(appCardScheme, 1, 17) } }), 'dynamic-qr')),
    receipt('favourite category on a Wednesday: the higher factor on each line', 'astana-1', at('2026-11-18', '12:00'), basket(['Шоколад тёмный 70 % 90 г', 5], ['Коньяк трёхлетний 40 % 500 мл', 1]),
      shown(customer({ tier: 'silver', favourite: { categoryId: 'sweets', until: '2026-12-01' } }))),
    receipt('points that expire first are spent first', 'almaty-1', friday, basket(...dinner),
      shown(customer({ availablePoints: 500, lots: [{ lotId: 'autumn', points: 300, expiresOn: '2026-12-31' }, { lotId: 'gift', points: 100, expiresOn: '2026-11-25' }, { lotId: 'ever', points: 100 }] }), 'scan', 250)),
    receipt('a small receipt: a hundred tenge stay to be paid with money', 'almaty-1', friday, basket(['Хлеб социальный формовой 600 г', 1]), shown(customer({ availablePoints: 500 }), 'scan', 80)),
    receipt('alcohol is not paid with points', 'almaty-1', at('2026-11-20', '18:00'), basket(['Вино игристое полусладкое 750 мл', 1]), shown(customer({ availablePoints: 5_000 }), 'scan', 500)),
    receipt('a blocked card: shelf prices for everybody, nothing else', 'almaty-1', friday, basket(['Кофе молотый арабика 250 г', 1]), shown(customer({ availablePoints: 900, card: { state: 'blocked' } }))),
  ];
}
