import { both, brand, card, category, type Listed, percent, segment, type SkuOf, tenge, text, when } from './vocabulary.ts';

/** Prices on the shelf: each good takes the best one of those that it could have. */
export const shelfPromotions = (skuOf: SkuOf): readonly Listed[] => [
  {
    id: 'card-price-milk', name: text('Цена по карте: молоко «Жайлау»', 'Карта бойынша баға: «Жайлау» сүті', 'Card price: Zhailau milk'),
    when: when(card), goods: { kind: 'sku', skus: [skuOf('Молоко пастеризованное 2,5 % 930 мл'), skuOf('Молоко пастеризованное 3,2 % 930 мл')] }, reward: { kind: 'goods-price', priceMinor: tenge(549) },
  },
  {
    id: 'zhailau-week', name: text('Неделя «Жайлау» −10 %', '«Жайлау» аптасы −10 %', 'Zhailau week −10 %'),
    when: when({ kind: 'weekdays', days: [1, 2, 3, 4] }), goods: { kind: 'any', of: [brand('Жайлау'), brand('Сары-Арқа')] }, reward: { kind: 'goods-percent', basisPoints: percent(10) },
  },
  {
    id: 'tea-pair', name: text('Две пачки чая: −100 ₸ с каждой', 'Екі қорап шай: әрқайсысынан −100 ₸', 'Two packs of tea: 100 ₸ off each'),
    when: when({ kind: 'quantity', goods: category('tea'), minMilli: 2_000 }), goods: category('tea'), reward: { kind: 'goods-amount', amountMinor: tenge(100), per: 'unit' },
  },
  {
    id: 'coffee-house', name: text('«Кофейный дом» −15 % по карте', '«Кофейный дом» карта бойынша −15 %', 'Kofeiny Dom −15 % with a card'),
    when: when(card), goods: brand('Кофейный дом'), reward: { kind: 'goods-percent', basisPoints: percent(15) },
  },
  {
    id: 'clean-home', name: text('Три средства для дома: −15 %', 'Үйге арналған үш тауар: −15 %', 'Three for the home: −15 %'),
    when: when({ kind: 'quantity', goods: category('household'), minMilli: 3_000 }), goods: category('household'), reward: { kind: 'goods-percent', basisPoints: percent(15) },
  },
  {
    id: 'weekend-market', name: text('Базар выходного дня: овощи и фрукты −12 %', 'Демалыс базары: көкөніс пен жеміс −12 %', 'Weekend market: fruit and vegetables −12 %'),
    when: when({ kind: 'weekdays', days: [6, 7] }, { kind: 'store', storeIds: ['almaty-1', 'almaty-2', 'astana-1'] }), goods: category('produce'), reward: { kind: 'goods-percent', basisPoints: percent(12) },
  },
  {
    id: 'southern-harvest', name: text('Шымкент: южный урожай −20 %', 'Шымкент: оңтүстік өнімі −20 %', 'Shymkent: harvest of the south −20 %'),
    when: when({ kind: 'region', regions: ['shymkent'] }), goods: { kind: 'sku', skus: ['Гранаты', 'Хурма', 'Дыня торпеда', 'Виноград кишмиш'].map((name) => skuOf(name)) }, reward: { kind: 'goods-percent', basisPoints: percent(20) },
  },
  {
    id: 'student-snack', name: text('Студенческий перекус до 500 ₸: −15 %', 'Студентке 500 ₸-ге дейінгі жеңіл тамақ: −15 %', 'Student snacks up to 500 ₸: −15 %'),
    when: when(segment('student')), goods: both(category('snacks', 'soft-drinks', 'pastry'), { kind: 'price', toMinor: tenge(500) }), reward: { kind: 'goods-percent', basisPoints: percent(15) }, limits: { unitsPerLine: 3 },
  },
  {
    id: 'young-parents', name: text('Клуб молодых родителей: −60 ₸ за каждый вид детского питания', 'Жас ата-аналар клубы: балалар тағамының әр түрінен −60 ₸', 'Young parents: 60 ₸ off each kind of baby food'),
    when: when(segment('young-family')), goods: category('baby-food'), reward: { kind: 'goods-amount', amountMinor: tenge(60), per: 'line' },
  },
  {
    id: 'eggs-590', name: text('Десяток яиц за 590 ₸: две упаковки по карте', 'Он жұмыртқа 590 ₸: карта бойынша екі қорап', 'Ten eggs for 590 ₸: two packs with a card'),
    when: when(card), goods: { kind: 'sku', skus: [skuOf('Яйцо куриное С1 10 шт')] }, reward: { kind: 'goods-price', priceMinor: tenge(590) }, limits: { units: 2 },
  },
  {
    id: 'winter-vitamins', name: text('Зимние витамины: цитрусы −15 %', 'Қысқы дәрумендер: цитрустар −15 %', 'Winter vitamins: citrus fruit −15 %'),
    when: when({ kind: 'period', from: '2026-12-01', to: '2027-02-28' }), goods: { kind: 'attribute', name: 'season', values: ['winter'] }, reward: { kind: 'goods-percent', basisPoints: percent(15) }, limits: { discountMinor: tenge(1_000) },
  },
  {
    id: 'ice-cream-fund', name: text('«Шымбұлақ» угощает: мороженое −25 %', '«Шымбұлақ» сыйлайды: балмұздақ −25 %', 'Shymbulak treats: ice cream −25 %'),
    when: when(), goods: both(brand('Шымбұлақ'), category('frozen')), reward: { kind: 'goods-percent', basisPoints: percent(25) }, limits: { budget: { whenOver: 'cut' } },
  },
  {
    id: 'oolong-launch', name: text('Новинка: молочный улун −400 ₸', 'Жаңалық: сүтті улун −400 ₸', 'New: milk oolong 400 ₸ off'),
    when: when(), goods: { kind: 'sku', skus: [skuOf('Чай молочный улун 100 г')] }, reward: { kind: 'goods-amount', amountMinor: tenge(400) }, limits: { budget: { whenOver: 'skip' } },
  },
  {
    id: 'my-cheese', name: text('Лично для вас: масло и сыр −20 %', 'Тек сізге: май мен ірімшік −20 %', 'Just for you: butter and cheese −20 %'),
    when: when({ kind: 'personal-offer', offerId: 'cheese-20' }), goods: category('butter-cheese'), reward: { kind: 'goods-percent', basisPoints: percent(20) }, limits: { perCustomer: { times: 2, period: 'week' } },
  },
];

/** What must be sold today: alone on its goods. */
export const clearancePromotions: readonly Listed[] = [
  {
    id: 'yellow-tag', name: text('Жёлтый ценник −40 %', 'Сары баға −40 %', 'Yellow tag −40 %'),
    when: when(), goods: { kind: 'attribute', name: 'tag', values: ['yellow'] }, reward: { kind: 'goods-percent', basisPoints: percent(40) }, exclusive: { on: 'line', resolve: 'priority' },
  },
];
