import { card, category, hours, type Listed, ordinary, percent, segment, text, when } from './vocabulary.ts';

/** Each good takes the first hour that fits. */
export const happyHours: readonly Listed[] = [
  {
    id: 'senior-morning', name: text('Ата-әже күні: пенсионерам −7 %', 'Ата-әже күні: зейнеткерлерге −7 %', 'Grandparents’ day: pensioners −7 %'),
    when: when(segment('pensioner'), { kind: 'weekdays', days: [2, 4] }, hours(9, 13)), goods: ordinary, reward: { kind: 'goods-percent', basisPoints: percent(7) },
  },
  {
    id: 'evening-bread', name: text('Вечерняя выпечка −30 %', 'Кешкі тоқаш −30 %', 'Evening bakery −30 %'),
    when: when(hours(20, 23)), goods: category('bakery'), reward: { kind: 'goods-percent', basisPoints: percent(30) },
  },
  {
    id: 'morning-grocery', name: text('Утренние часы: бакалея −5 % по карте', 'Таңғы сағаттар: бакалея карта бойынша −5 %', 'Morning hours: groceries −5 % with a card'),
    when: when(card, hours(8, 11), { kind: 'not', of: { kind: 'weekdays', days: [6, 7] } }), goods: category('grocery'), reward: { kind: 'goods-percent', basisPoints: percent(5) },
  },
  {
    id: 'night-owls', name: text('Для сов: с 22 до 6 кофе, снеки и заморозка −10 %', 'Түнгі сатып алушыға: 22-ден 6-ға дейін кофе, снектер, мұздатылған өнімдер −10 %', 'Night owls: coffee, snacks and frozen food −10 % from 22 to 6'),
    when: when(hours(22, 6)), goods: category('coffee', 'snacks', 'frozen'), reward: { kind: 'goods-percent', basisPoints: percent(10) },
  },
  {
    id: 'smart-price-tag', name: text('Умный ценник: выпечка −20 % с 17 до 20', 'Ақылды баға: тоқаш өнімдері 17-ден 20-ға дейін −20 %', 'Smart price tag: pastry −20 % from 17 to 20'),
    when: when({ kind: 'flag', flagId: 'smart-price-tags' }, hours(17, 20)), goods: category('pastry'), reward: { kind: 'goods-percent', basisPoints: percent(20) },
  },
];
