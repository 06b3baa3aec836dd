import type { CustomerView, SaleRequest, SaleView } from '../../agent/contract/sale.ts';
import type { GoodsView, ScannedThing } from '../../agent/contract/scan.ts';

/** The small shop of the fake agent: a few goods and customers, and prices that are plausible, not the engine's. */
export type FakeGood = GoodsView['goods'][number];
type Known = Extract<CustomerView, { status: 'known' }>;
export type FakeCustomer = Omit<Known, 'status' | 'balancePoints' | 'spendablePoints' | 'heldPoints' | 'identifiedBy' | 'asOfMs'> & { points: number; shortForm: string };

export const fakeGoods: readonly FakeGood[] = [
  { sku: '1001', name: { ru: 'Хлеб «Бородинский» 400 г', kk: '«Бородино» наны 400 г', en: 'Borodinsky bread 400 g' }, categoryId: 'bread', unit: 'piece', priceMinor: 19000, barcodes: ['4870000000012'] },
  { sku: '1002', name: { ru: 'Молоко пастеризованное 2,5 % 930 мл', kk: 'Пастерленген сүт 2,5 % 930 мл', en: 'Milk 2.5 % 930 ml' }, categoryId: 'milk', unit: 'piece', priceMinor: 61500, barcodes: ['4870000000029'] },
  { sku: '1003', name: { ru: 'Сыр весовой «Российский»', kk: 'Салмақпен сатылатын «Ресей» ірімшігі', en: 'Cheese Rossiysky' }, categoryId: 'cheese', unit: 'kg', priceMinor: 340000, barcodes: ['00103'] },
  { sku: '1004', name: { ru: 'Чай чёрный кенийский гранулированный 500 г', kk: 'Кениялық түйіршіктелген қара шай 500 г', en: 'Kenyan black granulated tea 500 g' }, categoryId: 'tea', unit: 'piece', priceMinor: 299000, barcodes: ['4870000000043'] },
  { sku: '1005', name: { ru: 'Вино красное сухое 750 мл', kk: 'Қызыл құрғақ шарап 750 мл', en: 'Dry red wine 750 ml' }, categoryId: 'alcohol', unit: 'piece', priceMinor: 389000, barcodes: ['4870000000050'] },
];

const gold = { id: 'gold', name: { ru: 'Золотая', kk: 'Алтын', en: 'Gold' } };
const standard = { id: 'standard', name: { ru: 'Стандартная', kk: 'Стандартты', en: 'Standard' } };
const tea = { categoryId: 'tea', name: { ru: 'чай', kk: 'шай', en: 'tea' }, until: '2026-12-12' };

export const fakeCustomers: readonly FakeCustomer[] = [
  { accountId: 'a-1', cardNumber: '2900770100017', shortForm: '010001', cardState: 'active', givenName: 'Айдар', tier: gold, favourite: tea, birthdayToday: false, points: 1240 },
  { accountId: 'a-2', cardNumber: '2900770200014', shortForm: '020001', cardState: 'active', givenName: 'Бауыржан', tier: standard, birthdayToday: true, points: 0 },
  { accountId: 'a-3', cardNumber: '2900770300011', shortForm: '030001', cardState: 'issued', tier: standard, birthdayToday: false, points: 300 },
  { accountId: 'a-4', cardNumber: '2900770400018', shortForm: '040001', cardState: 'blocked', givenName: 'Гүлнар', tier: standard, birthdayToday: false, points: 500 },
];

export function findCustomer(code: string): FakeCustomer | undefined {
  return fakeCustomers.find((customer) => customer.cardNumber === code || customer.shortForm === code);
}

/** What a code is. Weighed goods: `22`, five digits of the good, five of the weight in grams, a check digit. */
export function classify(code: string): ScannedThing {
  const customer = findCustomer(code);
  if (customer !== undefined) return { kind: 'card', cardNumber: customer.cardNumber };
  if (/^290077[0-9]{7}$/.test(code)) return checkDigit(code.slice(0, 12)) === code[12] ? { kind: 'card', cardNumber: code } : { kind: 'unknown', looksLike: 'card-wrong-check-digit' };
  const weight = /^22([0-9]{5})([0-9]{5})[0-9]$/.exec(code);
  const good = fakeGoods.find((each) => each.barcodes.includes(weight?.[1] ?? code));
  if (good !== undefined) return { kind: 'good', sku: good.sku, name: good.name, unit: good.unit, quantityMilli: weight === null ? 1000 : Number(weight[2]), unitPriceMinor: good.priceMinor };
  if (!/^[0-9]{13}$/.test(code)) return { kind: 'unknown', looksLike: 'nothing-known' };
  return { kind: 'unknown', looksLike: checkDigit(code.slice(0, 12)) === code[12] ? 'good-unknown' : 'good-wrong-check-digit' };
}

function checkDigit(twelve: string): string {
  const sum = Array.from(twelve).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

export function findGoods(query: string, limit: number): FakeGood[] {
  const wanted = query.toLowerCase();
  return fakeGoods.filter((good) => good.sku.startsWith(wanted) || Object.values(good.name).join('\n').toLowerCase().includes(wanted) || good.barcodes.some((code) => code.startsWith(wanted))).slice(0, limit);
}

const promotions = [
  { promotionId: 'bread', name: { ru: '−10 % Хлеб недели', kk: '−10 % Апта наны', en: '−10 % Bread of the week' }, categoryId: 'bread', percent: 10, needsCard: false },
  { promotionId: 'milk', name: { ru: 'Цена по карте: молоко', kk: 'Карта бойынша баға: сүт', en: 'Card price: milk' }, categoryId: 'milk', percent: 20, needsCard: true },
];
const hash = 'ab'.repeat(32);
/** One point pays one tenge, half of the receipt at most, one percent is earned. */
const pointValueMinor = 100;

/** Prices a basket: what `PUT` answers, without what belongs to the sale. */
export function priceFake(request: Pick<SaleRequest, 'lines' | 'customer'>, customer: FakeCustomer | undefined, redeemPoints: number): SaleView['priced'] {
  const isCard = customer !== undefined && customer.cardState !== 'blocked';
  const drafts = request.lines.map((line, index) => {
    const good = fakeGoods.find((each) => each.sku === line.sku);
    const grossMinor = Math.round((line.quantityMilli * line.unitPriceMinor) / 1000);
    const promotion = promotions.find((each) => each.categoryId === good?.categoryId && (isCard || !each.needsCard));
    const discountMinor = promotion === undefined ? 0 : Math.round((grossMinor * promotion.percent) / 100);
    const discounts = promotion === undefined ? [] : [{ promotionId: promotion.promotionId, amountMinor: discountMinor }];
    return { lineId: line.lineId ?? String(index + 1), sku: line.sku, quantityMilli: line.quantityMilli, unitPriceMinor: line.unitPriceMinor, grossMinor, discounts, netMinor: grossMinor - discountMinor };
  });
  const sum = (pick: (draft: (typeof drafts)[number]) => number) => drafts.reduce((total, draft) => total + pick(draft), 0);
  const netMinor = sum((draft) => draft.netMinor);
  const redeemable = redeemableOf(customer, netMinor);
  const pointsSpent = Math.min(redeemPoints, redeemable.maxPoints);
  let leftToPay = pointsSpent;
  const lines = drafts.map((draft) => {
    const spent = Math.min(leftToPay, Math.floor(draft.netMinor / pointValueMinor));
    leftToPay -= spent;
    const payableMinor = draft.netMinor - spent * pointValueMinor;
    return { ...draft, pointsPaidMinor: spent * pointValueMinor, pointsSpent: spent, payableMinor, pointsEarned: isCard ? Math.floor(payableMinor / 10_000) : 0 };
  });
  return {
    semantics: 1,
    bundle: { serial: 1, hash },
    lines,
    grossMinor: sum((draft) => draft.grossMinor),
    discountMinor: sum((draft) => draft.grossMinor - draft.netMinor),
    netMinor,
    pointsSpent,
    pointsPaidMinor: pointsSpent * pointValueMinor,
    payableMinor: netMinor - pointsSpent * pointValueMinor,
    pointsEarned: lines.reduce((total, line) => total + line.pointsEarned, 0),
    promotions: promotions
      .map((promotion) => ({ promotionId: promotion.promotionId, name: promotion.name, discountMinor: sum((draft) => draft.discounts.find((each) => each.promotionId === promotion.promotionId)?.amountMinor ?? 0), points: 0 }))
      .filter((promotion) => promotion.discountMinor > 0),
    redeemable,
    messages: drafts.some((draft) => draft.sku === '1005')
      ? [{ promotionId: 'age', to: 'cashier', text: { ru: 'Алкоголь: проверьте возраст покупателя (21+)', kk: 'Алкоголь: сатып алушының жасын тексеріңіз (21+)', en: "Alcohol: check the customer's age (21+)" } }]
      : [],
  };
}

function redeemableOf(customer: FakeCustomer | undefined, netMinor: number): SaleView['priced']['redeemable'] {
  if (customer === undefined || customer.cardState === 'blocked') return { maxPoints: 0, limitedBy: 'no-customer' };
  if (customer.cardState !== 'active') return { maxPoints: 0, limitedBy: 'card-state' };
  const share = Math.floor(netMinor / 2 / pointValueMinor);
  return share <= customer.points ? { maxPoints: share, limitedBy: 'share' } : { maxPoints: customer.points, limitedBy: 'balance' };
}
