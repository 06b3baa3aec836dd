import { both, card, category, everything, type Listed, ordered, ordinary, percent, segment, type SkuOf, sumOf, tenge, text, when } from './vocabulary.ts';

/** Discounts on the receipt: the best one. */
export const receiptPromotions = (skuOf: SkuOf): readonly Listed[] => [
  {
    id: 'birthday', name: text('С днём рождения! −10 %', 'Туған күніңізбен! −10 %', 'Happy birthday! −10 %'),
    when: when(card, { kind: 'birthday', daysBefore: 3, daysAfter: 3 }), goods: everything, reward: { kind: 'basket-percent', basisPoints: percent(10) },
  },
  {
    id: 'gold-basket', name: text('Золотая карта −3 %', 'Алтын карта −3 %', 'Gold card −3 %'),
    when: when({ kind: 'tier', tiers: ['gold'] }), goods: ordinary, reward: { kind: 'basket-percent', basisPoints: percent(3) },
  },
  {
    id: 'big-basket', name: text('−1 000 ₸ от 20 000 ₸', '20 000 ₸-ден бастап −1 000 ₸', '1,000 ₸ off from 20,000 ₸'),
    when: when(sumOf(ordinary, 20_000)), goods: ordinary, reward: { kind: 'basket-amount', amountMinor: tenge(1_000) },
  },
  {
    id: 'welcome', name: text('Добро пожаловать: первая покупка по карте −10 %', 'Қош келдіңіз: картамен алғашқы сатып алу −10 %', 'Welcome: first purchase with a card −10 %'),
    when: when({ kind: 'purchase', to: 1 }), goods: ordinary, reward: { kind: 'basket-percent', basisPoints: percent(10) }, limits: { discountMinor: tenge(3_000), perCustomer: { times: 1, period: 'ever' } },
  },
  {
    id: 'office-water', name: text('Вода в офис: бутыли 19 л, от 5 000 ₸ −4 %, от 10 000 ₸ −700 ₸', 'Кеңсеге су: 19 л бөтелкелер, 5 000 ₸-ден −4 %, 10 000 ₸-ден −700 ₸', 'Water for the office: 19 l bottles, −4 % from 5,000 ₸, 700 ₸ off from 10,000 ₸'),
    when: when(ordered), goods: { kind: 'sku', skus: [skuOf('Вода питьевая негазированная 19 л')] },
    reward: { kind: 'spend-ladder', steps: [{ minMinor: tenge(5_000), off: { kind: 'percent', basisPoints: percent(4) } }, { minMinor: tenge(10_000), off: { kind: 'amount', amountMinor: tenge(700) } }] },
  },
  {
    id: 'spasibo-kids', name: text('С бонусами «Спасибо»: детские товары −2 %', '«Спасибо» бонустарымен: балалар тауарлары −2 %', 'With Spasibo bonuses: children’s goods −2 %'),
    when: when({ kind: 'external', programmeIds: ['spasibo'] }), goods: both(ordinary, category('kids')), reward: { kind: 'basket-percent', basisPoints: percent(2) },
  },
];

/** Alone on the receipt, where it is the best for the person. */
export const staffPromotions: readonly Listed[] = [
  {
    id: 'staff', name: text('Своим: сотрудникам −8 %', 'Өз адамымызға: қызметкерлерге −8 %', 'One of us: staff −8 %'),
    when: when(segment('staff')), goods: ordinary, reward: { kind: 'basket-percent', basisPoints: percent(8) }, exclusive: { on: 'receipt', resolve: 'best' },
  },
];

/** One coupon a receipt, the best of those shown. */
export const couponPromotions = (skuOf: SkuOf): readonly Listed[] => [
  {
    id: 'flyer-produce', name: text('Купон из листовки: −500 ₸ на овощи и фрукты от 3 000 ₸', 'Парақшадағы купон: көкөніс пен жеміске 3 000 ₸-ден −500 ₸', 'Coupon from the flyer: 500 ₸ off fruit and vegetables from 3,000 ₸'),
    when: when({ kind: 'coupon', couponIds: ['flyer'] }, sumOf(category('produce'), 3_000)), goods: category('produce'), reward: { kind: 'basket-amount', amountMinor: tenge(500) },
  },
  {
    id: 'sweet-visit', name: text('Купон «В гости»: конфеты «Наурыз» и чак-чак −20 %, если ещё без скидки', '«Қонаққа» купоны: «Наурыз» кәмпиттері мен шақ-шақ әлі жеңілдіксіз болса −20 %', 'Visiting coupon: Nauryz chocolates and chak-chak −20 % if not yet discounted'),
    when: when({ kind: 'coupon', couponIds: ['sweet-visit'] }), goods: both({ kind: 'sku', skus: [skuOf('Набор конфет «Наурыз» 250 г'), skuOf('Чак-чак 350 г')] }, { kind: 'not-discounted' }), reward: { kind: 'goods-percent', basisPoints: percent(20) },
  },
  {
    id: 'come-back', name: text('Купон «Ждём снова»: −5 %, до 2 000 ₸', '«Қайта күтеміз» купоны: −5 %, 2 000 ₸-ге дейін', 'Come back coupon: −5 %, up to 2,000 ₸'),
    when: when({ kind: 'coupon', couponIds: ['come-back'] }), goods: ordinary, reward: { kind: 'basket-percent', basisPoints: percent(5) }, limits: { discountMinor: tenge(2_000) },
  },
];

/** The courier's line: the first that fits. */
export const deliveryPromotions: readonly Listed[] = [
  {
    id: 'delivery-free', name: text('Доставка бесплатно от 15 000 ₸', '15 000 ₸-ден тегін жеткізу', 'Free delivery from 15,000 ₸'),
    when: when(ordered, sumOf(everything, 15_000)), goods: { kind: 'delivery' }, reward: { kind: 'goods-percent', basisPoints: 10_000 },
  },
  {
    id: 'delivery-490', name: text('Доставка за 490 ₸ от 7 000 ₸', '7 000 ₸-ден жеткізу 490 ₸', 'Delivery for 490 ₸ from 7,000 ₸'),
    when: when(ordered, sumOf(everything, 7_000)), goods: { kind: 'delivery' }, reward: { kind: 'goods-price', priceMinor: tenge(490) },
  },
];

export const roundingPromotions: readonly Listed[] = [
  {
    id: 'no-small-change', name: text('Без мелочи: наличными вниз до 5 ₸', 'Ұсақ ақшасыз: қолма-қол төлегенде 5 ₸-ге дейін төмен', 'No small change: cash receipts down to 5 ₸'),
    when: when({ kind: 'payment', methods: ['cash'] }), goods: { kind: 'any', of: [everything, { kind: 'delivery' }] }, reward: { kind: 'round-down', toMinor: tenge(5) },
  },
];
