import { brand, both, card, category, everything, type Listed, ordered, ordinary, percent, sumOf, tenge, text, when } from './vocabulary.ts';

/** Gold before silver before everybody: the first that fits. */
export const accrualPromotions: readonly Listed[] = [
  {
    id: 'points-gold', name: text('Золотая карта: 3 % баллами', 'Алтын карта: 3 % ұпаймен', 'Gold card: 3 % in points'),
    when: when({ kind: 'tier', tiers: ['gold'] }), goods: everything, reward: { kind: 'points-percent', basisPoints: percent(3) },
  },
  {
    id: 'points-silver', name: text('Серебряная карта: 2 % баллами', 'Күміс карта: 2 % ұпаймен', 'Silver card: 2 % in points'),
    when: when({ kind: 'tier', tiers: ['silver'] }), goods: everything, reward: { kind: 'points-percent', basisPoints: percent(2) },
  },
  { id: 'points-base', name: text('1 % баллами', '1 % ұпаймен', '1 % in points'), when: when(card), goods: everything, reward: { kind: 'points-percent', basisPoints: percent(1) } },
];

/** Side by side with the others. */
export const extraPoints: readonly Listed[] = [
  {
    id: 'children-points', name: text('50 баллов за детские товары от 5 000 ₸', '5 000 ₸-ден балалар тауарларына 50 ұпай', "50 points for children's goods from 5,000 ₸"),
    when: when(card, sumOf(category('kids'), 5_000)), goods: category('kids'), reward: { kind: 'points-fixed', points: 50 },
  },
  {
    id: 'new-store', name: text('Новый магазин: 200 баллов от 10 000 ₸', 'Жаңа дүкен: 10 000 ₸-ден 200 ұпай', 'New shop: 200 points from 10,000 ₸'),
    when: when(card, { kind: 'store', storeIds: ['shymkent-1'] }, sumOf(everything, 10_000)), goods: everything, reward: { kind: 'points-fixed', points: 200 },
  },
  {
    id: 'with-us-1', name: text('Вместе больше года: ещё 0,5 % баллами', 'Бірге бір жылдан астам: тағы 0,5 % ұпаймен', 'Over a year together: 0.5 % more in points'),
    when: when({ kind: 'tenure', fromMonths: 12, underMonths: 60 }), goods: everything, reward: { kind: 'points-percent', basisPoints: 50 },
  },
  {
    id: 'with-us-5', name: text('Вместе больше пяти лет: ещё 1 % баллами', 'Бірге бес жылдан астам: тағы 1 % ұпаймен', 'Over five years together: 1 % more in points'),
    when: when({ kind: 'tenure', fromMonths: 60 }), goods: everything, reward: { kind: 'points-percent', basisPoints: percent(1) },
  },
  {
    id: 'qr-pay', name: text('Оплата по QR: 2 % баллами с суммы сверх 5 000 ₸', 'QR арқылы төлем: 5 000 ₸-ден асқан сомадан 2 % ұпай', 'Pay by QR: 2 % in points of what exceeds 5,000 ₸'),
    when: when(card, { kind: 'payment', methods: ['qr'] }), goods: everything, reward: { kind: 'points-percent', basisPoints: percent(2), aboveMinor: tenge(5_000) },
  },
  {
    id: 'order-points', name: text('Заказ из приложения: 2 % баллами через 7 дней', 'Қосымшадағы тапсырыс: 7 күннен кейін 2 % ұпай', 'Order in the app: 2 % in points after 7 days'),
    when: when(card, ordered), goods: everything, reward: { kind: 'points-percent', basisPoints: percent(2), pendingDays: 7 },
  },
  {
    id: 'nappies-20', name: text('20 баллов за каждую упаковку «Балдырған»', '«Балдырған» әр қорабына 20 ұпай', '20 points for each pack of Baldyrgan nappies'),
    when: when(card), goods: both(brand('Балдырған'), category('diapers')), reward: { kind: 'points-per-unit', points: 20 },
  },
  {
    id: 'birthday-gift', name: text('300 баллов в подарок ко дню рождения, на 30 дней', 'Туған күнге 300 ұпай сыйлық, 30 күнге', '300 points for your birthday, valid for 30 days'),
    when: when(card, { kind: 'birthday', daysBefore: 3, daysAfter: 3 }), goods: everything, reward: { kind: 'points-fixed', points: 300, expiresAfterDays: 30 }, limits: { perCustomer: { times: 1, period: 'year' } },
  },
  {
    id: 'tenth-purchase', name: text('Каждая десятая покупка: 250 баллов', 'Әр оныншы сатып алу: 250 ұпай', 'Every tenth purchase: 250 points'),
    when: when({ kind: 'purchase', from: 10, every: 10 }), goods: everything, reward: { kind: 'points-fixed', points: 250 },
  },
  {
    id: 'card-in-phone', name: text('Карта в телефоне: 10 баллов раз в день', 'Телефондағы карта: күніне бір рет 10 ұпай', 'Card in the phone: 10 points once a day'),
    when: when({ kind: 'card-scheme', schemeIds: ['koktem-app'] }), goods: everything, reward: { kind: 'points-fixed', points: 10 }, limits: { perCustomer: { times: 1, period: 'day' } },
  },
  {
    id: 'self-checkout', name: text('Касса самообслуживания: 5 баллов', 'Өзіне-өзі қызмет көрсету кассасы: 5 ұпай', 'Self-checkout: 5 points'),
    when: when(card, { kind: 'till', tillIds: ['self-1', 'self-2'] }), goods: everything, reward: { kind: 'points-fixed', points: 5 },
  },
];

/** The highest factor on each good. */
export const multipliers: readonly Listed[] = [
  {
    id: 'favourite-x2', name: text('Любимая категория: баллы × 2', 'Сүйікті санат: ұпай × 2', 'Favourite category: points × 2'),
    when: when(card), goods: { kind: 'favourite' }, reward: { kind: 'points-multiplier', factorBasisPoints: 20_000 },
  },
  {
    id: 'midweek-x3', name: text('Среда, серебро и золото: баллы × 3', 'Сәрсенбі, күміс пен алтын: ұпай × 3', 'Wednesday, silver and gold: points × 3'),
    when: when({ kind: 'weekdays', days: [3] }, { kind: 'tier', tiers: ['silver', 'gold'] }), goods: ordinary, reward: { kind: 'points-multiplier', factorBasisPoints: 30_000 },
  },
];
