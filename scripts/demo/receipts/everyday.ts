import type { GoldenInput, ReceiptBook } from './receipt-book.ts';
import { at, customer, shown } from './receipt-book.ts';

/** What a chain sells every day, and the rules that hold a promotion back. */
export function everydayReceipts({ basket, receipt }: ReceiptBook): GoldenInput[] {
  return [
    receipt('no card: social bread and milk at shelf prices, no points', 'almaty-1', at('2026-11-20', '12:00'),
      basket(['Хлеб социальный формовой 600 г', 2], ['Молоко топлёное 4 % 500 мл', 1])),
    receipt('card: coffee 15 % off, one percent in points', 'almaty-1', at('2026-11-20', '12:00'),
      basket(['Кофе молотый арабика 250 г', 1], ['Печенье сахарное 400 г', 2]), shown(customer({}))),
    receipt('Tuesday with a card: the card price of milk beats ten percent off the brand', 'karaganda-1', at('2026-11-17', '12:00'),
      basket(['Молоко пастеризованное 3,2 % 930 мл', 1], ['Кефир 1 % 900 мл', 1]), shown(customer({}))),
    receipt('two packs of tea without a card: 100 tenge off each', 'astana-1', at('2026-11-20', '12:00'),
      basket(['Чай чёрный кенийский гранулированный 250 г', 1], ['Чай зелёный байховый 25 пакетиков', 1])),
    receipt('Saturday market: weighed apples and grapes', 'almaty-2', at('2026-11-21', '11:40'),
      basket(['Яблоки апорт', 1.236], ['Виноград кишмиш', 0.845], ['Говядина мякоть', 1.51]), shown(customer({ tier: 'silver' }))),
    receipt('evening bakery: social bread takes no discount', 'almaty-1', at('2026-11-19', '20:30'),
      basket(['Хлеб социальный формовой 600 г', 1], ['Батон нарезной 380 г', 1], ['Самса с говядиной 150 г', 3])),
    receipt('weekday morning with a card: groceries five percent off, sugar excepted', 'karaganda-1', at('2026-11-19', '08:15'),
      basket(['Рис лазер 800 г', 2], ['Сахар-песок 1 кг', 1], ['Масло подсолнечное рафинированное 900 мл', 1]), shown(customer({}))),
    receipt('three for the home', 'shymkent-1', at('2026-11-20', '15:00'),
      basket(['Порошок стиральный автомат 3 кг', 1], ['Гель для унитаза 750 мл', 1], ['Салфетки бумажные 100 шт', 1])),
    receipt('born on 29 February, the birthday is kept on 28 February: cigarettes stay at their price', 'almaty-1', at('2027-02-28', '13:00'),
      basket(['Рулет бисквитный 300 г', 1], ['Сигареты классические 20 шт', 1], ['Кола 2 л', 2]), shown(customer({ birthday: '02-29' }))),
    receipt('birthday vodka stops at its minimum price', 'almaty-1', at('2026-06-10', '18:00'),
      basket(['Водка классическая 40 % 500 мл', 1], ['Огурцы маринованные 680 г', 1]), shown(customer({ birthday: '06-10', tier: 'gold' }))),
    receipt('gold card with a running favourite category spends points on half of the receipt', 'astana-1', at('2026-11-20', '17:20'),
      basket(['Чай чёрный крупнолистовой 200 г', 1], ['Шоколад молочный 90 г', 4], ['Конфеты шоколадные ассорти', 0.75]),
      shown(customer({ tier: 'gold', availablePoints: 12_000, favourite: { categoryId: 'sweets', until: '2027-12-31' } }), 'scan', 2_000)),
    receipt('the favourite category has run out: points are not multiplied', 'almaty-1', at('2026-11-20', '17:20'),
      basket(['Шоколад молочный 90 г', 4]), shown(customer({ favourite: { categoryId: 'sweets', until: '2026-03-31' } }))),
    receipt('Wednesday, silver, a big basket: 1,000 tenge off and points three times', 'karaganda-1', at('2026-11-18', '19:00'),
      basket(['Подгузники размер 4 58 шт', 2], ['Говядина мякоть', 1.8], ['Масло оливковое extra virgin 500 мл', 1]), shown(customer({ tier: 'silver' }))),
    receipt("new shop: 200 points, and 50 for children's goods; infant formula at its price", 'shymkent-1', at('2026-11-20', '10:00'),
      basket(['Смесь молочная 1 (с рождения) 400 г', 1], ['Подгузники размер 3 64 шт', 1]), shown(customer({}))),
    receipt('cigarettes and a gift card cannot be bought with points', 'almaty-1', at('2026-11-20', '21:00'),
      basket(['Сигареты лёгкие 20 шт', 1], ['Подарочная карта', 1], ['Вода питьевая негазированная 5 л', 1]), shown(customer({ availablePoints: 50_000 }), 'scan', 295)),
    receipt('a restricted card earns and does not spend', 'almaty-2', at('2026-11-20', '12:00'),
      basket(['Сыр голландский весовой', 0.412]), shown(customer({ availablePoints: 3_000, card: { state: 'restricted' } }))),
    receipt('a typed short form may redeem here', 'astana-1', at('2026-11-20', '12:00'),
      basket(['Манты с говядиной 600 г', 1]), shown(customer({ availablePoints: 700 }), 'typed', 700)),
  ];
}
