import type { GoldenInput, ReceiptBook } from './receipt-book.ts';
import { at, customer, shown } from './receipt-book.ts';

const friday = at('2026-11-20', '12:00');
const weekShop: [string, number][] = [['Подгузники размер 4 58 шт', 2], ['Баранина лопатка', 2.4], ['Манты с говядиной 600 г', 2]];

/** Discounts on the receipt, coupons, orders with delivery, other programmes, payment, the receipt's cap. */
export function wholeReceipts({ basket, receipt }: ReceiptBook): GoldenInput[] {
  return [
    receipt('the first purchase: ten percent, 3,000 tenge at most', 'almaty-1', friday, basket(...weekShop, ['Виски купажированный 40 % 700 мл', 1], ['Порошок стиральный автомат 6 кг', 1]), shown(customer({ purchases: 0 }))),
    receipt('staff: eight percent of the receipt beat the card price of coffee alone', 'almaty-1', friday,
      basket(['Кофе молотый арабика 250 г', 1], ['Филе куриное охлаждённое 700 г', 4]), shown(customer({ segments: ['staff'] }))),
    receipt('staff: what all customers get is better here', 'almaty-1', friday, basket(['Кофе молотый арабика 250 г', 2], ['Батон нарезной 380 г', 1]), shown(customer({ segments: ['staff'] }))),
    receipt('a flyer’s coupon on fruit, and one mistyped', 'karaganda-1', friday, { ...basket(['Гранаты', 2.5], ['Батон нарезной 380 г', 1]), coupons: ['АЛМА-500', 'alma-500'] }),
    receipt('the visiting coupon leaves alone what the smart price tag made cheaper', 'astana-1', at('2026-11-20', '18:00'),
      { ...basket(['Набор конфет «Наурыз» 250 г', 1], ['Чак-чак 350 г', 1]), coupons: ['TATTI20'] }, { agentVersion: '1.3.0' }),
    receipt('a come back coupon against the gold card: the better one', 'almaty-1', friday, { ...basket(['Говядина мякоть', 1.5]), coupons: ['995500000017'] }, shown(customer({ tier: 'gold' }))),
    receipt('two coupons: one on a receipt, the better one', 'almaty-1', friday, { ...basket(['Гранаты', 2.5]), coupons: ['995500000017', 'ALMA-500'] }),
    receipt('a come back coupon that was used: the gold card counts', 'almaty-1', friday, { ...basket(['Говядина мякоть', 1.5]), coupons: ['995500000017'] },
      { ...shown(customer({ tier: 'gold' })), programme: { usedCoupons: ['995500000017'] } }),
    receipt('an order in the app: delivery free from 15,000, points in seven days, points pay for delivery too', 'almaty-1', friday,
      { ...basket(...weekShop, ['Доставка курьером', 1]), channel: 'app' }, shown(customer({ availablePoints: 5_000 }), 'dynamic-qr', 1_000)),
    receipt('water for the office: the lower step, delivery for 490', 'astana-1', friday, { ...basket(['Вода питьевая негазированная 19 л', 5], ['Доставка курьером', 1]), channel: 'web' }),
    receipt('water for the office: the upper step', 'astana-1', friday, { ...basket(['Вода питьевая негазированная 19 л', 7], ['Доставка курьером', 1]), channel: 'web' }),
    receipt('an order of the web shop, one line changed at the till: the other keeps its discount', 'almaty-1', friday, {
      lines: [
        { ...only(basket(['Подгузники размер 3 28 шт', 1]), '1'), ordered: { quantityMilli: 1_000, unitPriceMinor: 349_000, discounts: [{ promotionId: 'web-nappies', amountMinor: 50_000 }] } },
        { ...only(basket(['Кофе молотый арабика 250 г', 2]), '2'), ordered: { quantityMilli: 1_000, unitPriceMinor: 349_000, discounts: [{ promotionId: 'web-coffee', amountMinor: 100_000 }] } },
      ],
      channel: 'web',
    }, shown(customer({}))),
    receipt('Spasibo instead of own points: no card price, no points, two percent off children’s goods', 'almaty-1', friday,
      { ...basket(['Подгузники размер 3 28 шт', 1], ['Молоко пастеризованное 3,2 % 930 мл', 1]), external: 'spasibo' }, shown(customer({ tier: 'gold', availablePoints: 900 }), 'scan', 100)),
    receipt('airline miles: the card price stays, own points do not', 'almaty-1', friday,
      { ...basket(['Молоко пастеризованное 3,2 % 930 мл', 1]), external: 'miles' }, shown(customer({ availablePoints: 900 }), 'scan', 100)),
    receipt('cash: the receipt is rounded down to five tenge, delivery with it', 'karaganda-1', friday,
      { ...basket(['Говядина мякоть', 0.778], ['Сахар-песок 1 кг', 1], ['Доставка курьером', 1]), payment: { method: 'cash' }, channel: 'app' }),
    receipt('a free unit and a birthday: all discounts together take half of the receipt at most', 'karaganda-1', friday,
      basket(['Казы домашняя', 0.104], ['Лапша домашняя для бешбармака 500 г', 1]), shown(customer({ birthday: '11-18', usage: [{ promotionId: 'birthday-gift', since: '2026-01-01', times: 1 }] }))),
  ];
}

function only({ lines: [line] }: GoldenInput['basket'], lineId: string) {
  if (line === undefined) throw new Error('a basket without lines');
  return { ...line, lineId };
}
