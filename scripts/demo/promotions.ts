import type { Condition, GoodsSelector, Promotion, PromotionGroup, Reward } from '../../agent/domain/promotions/promotion.ts';
import type { Localized } from '../../agent/domain/scalars.ts';

/** Groups apply in this order, each on what the one before left. */
export const groups: readonly PromotionGroup[] = [
  // The customer always gets the better of two shelf prices, never both
  { id: 'shelf', mode: 'best' },
  { id: 'hours', mode: 'first' },
  { id: 'basket', mode: 'best' },
  // Gold before silver before everybody: the first that fits
  { id: 'accrual', mode: 'first' },
  { id: 'extra-points', mode: 'stack' },
  { id: 'multiplier', mode: 'best' },
  { id: 'messages', mode: 'stack' },
];

const years: Condition = { kind: 'period', from: '2026-01-01', to: '2030-12-31' };
const card: Condition = { kind: 'card' };
const everything: GoodsSelector = { kind: 'all' };
const regulated: GoodsSelector = { kind: 'category', categoryIds: ['alcohol', 'tobacco', 'infant-formula', 'services'] };
const ordinary: GoodsSelector = { kind: 'except', from: everything, without: regulated };

const category = (...categoryIds: string[]): GoodsSelector => ({ kind: 'category', categoryIds });
const brand = (...brands: string[]): GoodsSelector => ({ kind: 'brand', brands });
const when = (...of: Condition[]): Condition => ({ kind: 'all', of: [years, ...of] });
const hours = (from: number, to: number): Condition => ({ kind: 'hours', fromMinute: from * 60, toMinute: to * 60 });
const text = (ru: string, kk: string, en: string): Localized => ({ ru, kk, en });

type Row = [id: string, groupId: string, priority: number, name: Localized, when: Condition, goods: GoodsSelector, reward: Reward];

const rowsFor = (skuOf: (russianName: string) => string): readonly Row[] => [
  ['card-price-milk', 'shelf', 10, text('Цена по карте: молоко «Жайлау»', 'Карта бойынша баға: «Жайлау» сүті', 'Card price: Zhailau milk'),
    when(card), { kind: 'sku', skus: [skuOf('Молоко пастеризованное 2,5 % 930 мл'), skuOf('Молоко пастеризованное 3,2 % 930 мл')] }, { kind: 'goods-price', priceMinor: 54_900 }],
  ['zhailau-week', 'shelf', 20, text('Неделя «Жайлау» −10 %', '«Жайлау» аптасы −10 %', 'Zhailau week −10 %'),
    when({ kind: 'weekdays', days: [1, 2, 3, 4] }), { kind: 'any', of: [brand('Жайлау'), brand('Сары-Арқа')] }, { kind: 'goods-percent', basisPoints: 1_000 }],
  ['tea-pair', 'shelf', 30, text('Две пачки чая: −100 ₸ с каждой', 'Екі қорап шай: әрқайсысынан −100 ₸', 'Two packs of tea: 100 ₸ off each'),
    when({ kind: 'quantity', goods: category('tea'), minMilli: 2_000 }), category('tea'), { kind: 'goods-amount', amountMinor: 10_000 }],
  ['coffee-house', 'shelf', 40, text('«Кофейный дом» −15 % по карте', '«Кофейный дом» карта бойынша −15 %', 'Kofeiny Dom −15 % with a card'),
    when(card), brand('Кофейный дом'), { kind: 'goods-percent', basisPoints: 1_500 }],
  ['clean-home', 'shelf', 50, text('Три средства для дома: −15 %', 'Үйге арналған үш тауар: −15 %', 'Three for the home: −15 %'),
    when({ kind: 'quantity', goods: category('household'), minMilli: 3_000 }), category('household'), { kind: 'goods-percent', basisPoints: 1_500 }],
  ['weekend-market', 'shelf', 60, text('Базар выходного дня: овощи и фрукты −12 %', 'Демалыс базары: көкөніс пен жеміс −12 %', 'Weekend market: fruit and vegetables −12 %'),
    when({ kind: 'weekdays', days: [6, 7] }, { kind: 'store', storeIds: ['almaty-1', 'almaty-2', 'astana-1'] }), category('produce'), { kind: 'goods-percent', basisPoints: 1_200 }],
  ['evening-bread', 'hours', 10, text('Вечерняя выпечка −30 %', 'Кешкі тоқаш −30 %', 'Evening bakery −30 %'),
    when(hours(20, 23)), category('bakery'), { kind: 'goods-percent', basisPoints: 3_000 }],
  ['morning-grocery', 'hours', 20, text('Утренние часы: бакалея −5 % по карте', 'Таңғы сағаттар: бакалея карта бойынша −5 %', 'Morning hours: groceries −5 % with a card'),
    when(card, hours(8, 11), { kind: 'not', of: { kind: 'weekdays', days: [6, 7] } }), category('grocery'), { kind: 'goods-percent', basisPoints: 500 }],
  ['birthday', 'basket', 10, text('С днём рождения! −10 %', 'Туған күніңізбен! −10 %', 'Happy birthday! −10 %'),
    when(card, { kind: 'birthday', daysBefore: 3, daysAfter: 3 }), everything, { kind: 'basket-percent', basisPoints: 1_000 }],
  ['gold-basket', 'basket', 20, text('Золотая карта −3 %', 'Алтын карта −3 %', 'Gold card −3 %'),
    when({ kind: 'tier', tiers: ['gold'] }), ordinary, { kind: 'basket-percent', basisPoints: 300 }],
  ['big-basket', 'basket', 30, text('−1 000 ₸ от 20 000 ₸', '20 000 ₸-ден бастап −1 000 ₸', '1,000 ₸ off from 20,000 ₸'),
    when({ kind: 'basket-sum', goods: ordinary, minMinor: 2_000_000 }), ordinary, { kind: 'basket-amount', amountMinor: 100_000 }],
  ['points-gold', 'accrual', 10, text('Золотая карта: 3 % баллами', 'Алтын карта: 3 % ұпаймен', 'Gold card: 3 % in points'),
    when({ kind: 'tier', tiers: ['gold'] }), everything, { kind: 'points-percent', basisPoints: 300 }],
  ['points-silver', 'accrual', 20, text('Серебряная карта: 2 % баллами', 'Күміс карта: 2 % ұпаймен', 'Silver card: 2 % in points'),
    when({ kind: 'tier', tiers: ['silver'] }), everything, { kind: 'points-percent', basisPoints: 200 }],
  ['points-base', 'accrual', 30, text('1 % баллами', '1 % ұпаймен', '1 % in points'),
    when(card), everything, { kind: 'points-percent', basisPoints: 100 }],
  ['children-points', 'extra-points', 10, text('50 баллов за детские товары от 5 000 ₸', '5 000 ₸-ден балалар тауарларына 50 ұпай', "50 points for children's goods from 5,000 ₸"),
    when(card, { kind: 'basket-sum', goods: category('kids'), minMinor: 500_000 }), category('kids'), { kind: 'points-fixed', points: 50 }],
  ['new-store', 'extra-points', 20, text('Новый магазин: 200 баллов от 10 000 ₸', 'Жаңа дүкен: 10 000 ₸-ден 200 ұпай', 'New shop: 200 points from 10,000 ₸'),
    when(card, { kind: 'store', storeIds: ['shymkent-1'] }, { kind: 'basket-sum', goods: everything, minMinor: 1_000_000 }), everything, { kind: 'points-fixed', points: 200 }],
  ['favourite-x5', 'multiplier', 10, text('Любимая категория: баллы × 5', 'Сүйікті санат: ұпай × 5', 'Favourite category: points × 5'),
    when(card), { kind: 'favourite' }, { kind: 'points-multiplier', factorBasisPoints: 50_000 }],
  ['midweek-x2', 'multiplier', 20, text('Среда, серебро и золото: баллы × 2', 'Сәрсенбі, күміс пен алтын: ұпай × 2', 'Wednesday, silver and gold: points × 2'),
    when({ kind: 'weekdays', days: [3] }, { kind: 'tier', tiers: ['silver', 'gold'] }), ordinary, { kind: 'points-multiplier', factorBasisPoints: 20_000 }],
  ['age-check', 'messages', 10, text('Проверка возраста', 'Жасын тексеру', 'Age check'),
    { kind: 'any', of: [{ kind: 'quantity', goods: category('alcohol'), minMilli: 1 }, { kind: 'quantity', goods: category('tobacco'), minMilli: 1 }] }, everything,
    { kind: 'message', to: 'cashier', text: text('Алкоголь или табак: проверьте возраст покупателя (21+)', 'Алкоголь немесе темекі: сатып алушының жасын тексеріңіз (21+)', "Alcohol or tobacco: check the customer's age (21+)") }],
  ['alcohol-hours', 'messages', 20, text('Часы продажи алкоголя', 'Алкоголь сату сағаттары', 'Hours for selling alcohol'),
    { kind: 'all', of: [hours(23, 8), { kind: 'quantity', goods: category('alcohol'), minMilli: 1 }] }, category('alcohol'),
    { kind: 'message', to: 'cashier', text: text('С 23:00 до 8:00 алкоголь не продаётся', '23:00-ден 8:00-ге дейін алкоголь сатылмайды', 'No alcohol is sold from 23:00 to 8:00') }],
  ['offer-card', 'messages', 30, text('Предложить карту', 'Карта ұсыну', 'Offer a card'),
    when({ kind: 'not', of: card }, { kind: 'basket-sum', goods: everything, minMinor: 500_000 }), everything,
    { kind: 'message', to: 'customer', text: text('С картой «Көктем» за эту покупку начислили бы баллы', '«Көктем» картасымен осы сатып алуға ұпай қосылар еді', 'With a Köktem card this purchase would have earned points') }],
];

/** The chain's promotions; goods are named by their Russian names, and `skuOf` throws where there is no such good. */
export function makePromotions(skuOf: (russianName: string) => string): Promotion[] {
  return rowsFor(skuOf).map(([id, groupId, priority, name, when, goods, reward]) => ({ id, name, groupId, priority, when, goods, reward }));
}
