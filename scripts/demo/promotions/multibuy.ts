import type { GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import { both, brand, card, category, type Listed, percent, type SkuOf, tenge, text, when } from './vocabulary.ts';

/** Offers on several units: never together with a price on the shelf, the better of the two wins on each line. */
export const multibuys = (skuOf: SkuOf): readonly Listed[] => {
  const one = (...russianNames: string[]) => ({ goods: { kind: 'sku' as const, skus: russianNames.map((name) => skuOf(name)) }, units: 1 });
  const lemonade = both(brand('Медеу'), category('soft-drinks'));
  const rice = one('Рис лазер 800 г');
  const oil = one('Масло подсолнечное рафинированное 900 мл');
  const meat: GoodsSelector = { kind: 'sku', skus: ['Говядина мякоть', 'Говядина на кости', 'Баранина лопатка', 'Конина мякоть', 'Казы домашняя'].map((name) => skuOf(name)) };
  return [
    {
      id: 'lemonade-2-1', name: text('Лимонады «Медеу» 2 + 1', '«Медеу» лимонады 2 + 1', 'Medeu lemonade 2 + 1'),
      when: when(), goods: lemonade, reward: { kind: 'buy-get', buy: lemonade, buyUnits: 2, getUnits: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' }, limits: { times: 3 },
    },
    {
      id: 'beshbarmak', name: text('К мясу на бешбармак — жайма в подарок', 'Бешбармаққа ет алсаңыз — жайма сыйлыққа', 'Meat for beshbarmak: noodle sheets free'),
      when: when(card), goods: { kind: 'sku', skus: [skuOf('Лапша домашняя для бешбармака 500 г')] },
      reward: { kind: 'buy-get', buy: meat, buyUnits: 1, getUnits: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' },
    },
    {
      id: 'yoghurt-4-2', name: text('Йогурты «Сүтбұлақ»: к четырём ещё два за полцены', '«Сүтбұлақ» йогурты: төртеуіне тағы екеуі жарты бағаға', 'Sütbulak yoghurt: with four, two more at half price'),
      when: when(), goods: both(brand('Сүтбұлақ'), category('yoghurt')),
      reward: { kind: 'buy-get', buy: both(brand('Сүтбұлақ'), category('yoghurt')), buyUnits: 4, getUnits: 2, off: { kind: 'percent', basisPoints: percent(50) }, pick: 'cheapest', complete: true },
    },
    {
      id: 'beauty-second', name: text('Красота и гигиена: каждая вторая вещь −50 %', 'Сұлулық пен гигиена: әр екінші зат −50 %', 'Beauty: every second item −50 %'),
      when: when(), goods: category('hygiene'), reward: { kind: 'nth-unit', every: 2, off: { kind: 'percent', basisPoints: percent(50) }, pick: 'cheapest' },
    },
    {
      id: 'pet-party', name: text('Хвостатый праздник: четыре товара, самый дешёвый бесплатно', 'Құйрықтылар мерекесі: төрт тауар, ең арзаны тегін', 'Pet party: four items, the cheapest is free'),
      when: when({ kind: 'quantity', goods: category('pets'), minMilli: 4_000 }), goods: category('pets'), reward: { kind: 'some-units', count: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' },
    },
    {
      id: 'wine-dinner', name: text('К ужину: из двух бутылок вина дороже — −1 500 ₸', 'Кешкі асқа: екі бөтелке шараптың қымбаты −1 500 ₸', 'For dinner: of two bottles of wine the dearer one 1,500 ₸ off'),
      when: when({ kind: 'quantity', goods: category('wine'), minMilli: 2_000 }), goods: category('wine'), reward: { kind: 'some-units', count: 1, off: { kind: 'amount', amountMinor: tenge(1_500) }, pick: 'dearest' },
    },
    {
      id: 'home-kitchen', name: text('Готовим дома: набор для плова 1 690 ₸, гречка с маслом 1 190 ₸', 'Үйде пісіреміз: палау жинағы 1 690 ₸, қарақұмық пен май 1 190 ₸', 'Cook at home: pilaf set 1,690 ₸, buckwheat and oil 1,190 ₸'),
      when: when(), goods: category('grocery'),
      reward: { kind: 'sets', sets: [{ parts: [rice, oil, one('Зира 20 г')], priceMinor: tenge(1_690) }, { parts: [one('Крупа гречневая 800 г'), oil], priceMinor: tenge(1_190) }] },
    },
    {
      id: 'water-stock', name: text('Вода про запас: 6 бутылок −20 ₸ с каждой, 12 — −15 %, 24 — по 230 ₸', 'Су қоры: 6 бөтелке әрқайсысынан −20 ₸, 12 — −15 %, 24 — 230 ₸-ден', 'Stock up on water: 6 bottles 20 ₸ off each, 12 −15 %, 24 at 230 ₸'),
      when: when(), goods: { kind: 'sku', skus: [skuOf('Вода питьевая негазированная 1,5 л'), skuOf('Вода питьевая газированная 1,5 л')] },
      reward: { kind: 'quantity-tiers', tiers: [
        { minMilli: 6_000, off: { kind: 'amount', amountMinor: tenge(20) } },
        { minMilli: 12_000, off: { kind: 'percent', basisPoints: percent(15) } },
        { minMilli: 24_000, off: { kind: 'price', priceMinor: tenge(230) } },
      ] },
    },
  ];
};

/** A gift is offered once the trolley is full; until it lies in the basket the cashier is told. */
export const gifts = (skuOf: SkuOf): readonly Listed[] => [
  {
    id: 'full-trolley', name: text('Полная тележка: десять разных товаров — подарок на выбор', 'Толы арба: он түрлі тауар — таңдаулы сыйлық', 'Full trolley: ten different goods, a gift of your choice'),
    when: when(card, { kind: 'distinct', goods: { kind: 'except', from: { kind: 'all' }, without: category('services') }, min: 10 }),
    goods: { kind: 'sku', skus: ['Кружка «Көктем»', 'Зефир ванильный 250 г', 'Печенье овсяное 350 г'].map((name) => skuOf(name)) }, reward: { kind: 'gift', units: 1 }, limits: { perCustomer: { times: 1, period: 'month' } },
  },
];
