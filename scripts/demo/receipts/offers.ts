import type { GoldenInput, ReceiptBook } from './receipt-book.ts';
import { at, customer, shown } from './receipt-book.ts';

const friday = at('2026-11-20', '12:00');

/** Offers on goods: the shelf, the happy hours, several units, gifts. */
export function offersReceipts({ basket, receipt }: ReceiptBook): GoldenInput[] {
  return [
    receipt('Shymkent: the harvest of the south', 'shymkent-1', friday, basket(['Хурма', 1.24], ['Дыня торпеда', 3.415], ['Яблоки апорт', 1])),
    receipt('student: three of four packs of crisps cheaper; on lemonade 2 + 1 beats the 15 percent', 'almaty-1', friday,
      basket(['Чипсы картофельные паприка 80 г', 4], ['Лимонад тархун 500 мл', 3]), shown(customer({ segments: ['student'] }))),
    receipt('young parents: 60 tenge off each kind of baby food, whatever the quantity', 'karaganda-1', friday,
      basket(['Пюре яблочное 90 г', 4], ['Печенье детское 180 г', 1]), shown(customer({ segments: ['young-family'] }))),
    receipt('two of three packs of eggs at the card price', 'astana-1', friday, basket(['Яйцо куриное С1 10 шт', 3]), shown(customer({}))),
    receipt('winter vitamins: no more than 1,000 tenge off one receipt', 'karaganda-1', at('2026-12-02', '12:00'), basket(['Мандарины', 4.2], ['Лимоны', 3], ['Бананы', 1])),
    receipt("ice cream on the maker's account, of which 200 tenge are left", 'almaty-1', friday, basket(['Мороженое пломбир 450 г', 1], ['Мороженое эскимо 70 г', 2]),
      { programme: { budgets: [{ promotionId: 'ice-cream-fund', leftMinor: 20_000 }] } }),
    receipt('the new tea at its price for the launch', 'almaty-1', friday, basket(['Чай молочный улун 100 г', 1])),
    receipt('the launch has run out of money: two teas take the price of the pair', 'almaty-1', friday, basket(['Чай молочный улун 100 г', 1], ['Чай травяной с чабрецом 20 пакетиков', 1]),
      { programme: { budgets: [{ promotionId: 'oolong-launch', leftMinor: 30_000 }] } }),
    receipt('a personal offer, taken once this week', 'almaty-1', friday, basket(['Сыр сулугуни 300 г', 1], ['Сыр российский весовой', 0.548]),
      shown(customer({ offers: [{ offerId: 'cheese-20', until: '2026-11-30' }], usage: [{ promotionId: 'my-cheese', since: '2026-11-16', times: 1 }] }))),
    receipt('a personal offer that was taken twice this week already', 'almaty-1', friday, basket(['Сыр сулугуни 300 г', 1]),
      shown(customer({ offers: [{ offerId: 'cheese-20', until: '2026-11-30' }], usage: [{ promotionId: 'my-cheese', since: '2026-11-16', times: 2 }] }))),
    receipt('a yellow tag is alone on its line: neither evening bakery nor the gold card adds to it', 'almaty-1', at('2026-11-19', '20:30'),
      basket(['Круассан с шоколадом 80 г', 2], ['Булочка с маком 90 г', 2]), shown(customer({ tier: 'gold' }))),
    receipt('half an hour after midnight: night owls, on top of the card price of coffee', 'astana-1', at('2026-11-21', '00:30'),
      basket(['Кофе молотый арабика 250 г', 1], ['Пельмени классические 450 г', 2], ['Водка пшеничная 40 % 500 мл', 1]), shown(customer({}))),
    receipt('Tuesday morning: the pensioners’ hour goes before that of groceries', 'karaganda-1', at('2026-11-17', '10:00'),
      basket(['Крупа гречневая 800 г', 2], ['Сахар-песок 1 кг', 1], ['Кефир 2,5 % 900 мл', 1]), shown(customer({ segments: ['pensioner'] }))),
    receipt('the pilot of Astana: pastry cheaper in the evening', 'astana-1', at('2026-11-20', '18:00'), basket(['Самса с курицей 150 г', 3]), { agentVersion: '1.3.0' }),
    receipt('the same with an agent that is too old for the pilot', 'astana-1', at('2026-11-20', '18:00'), basket(['Самса с курицей 150 г', 3]), { agentVersion: '1.1.9' }),
    receipt('lemonade 2 + 1: of seven bottles the two cheapest are free', 'almaty-1', friday, basket(['Кола 2 л', 2], ['Лимонад дюшес 1,5 л', 3], ['Чай холодный лимон 500 мл', 2])),
    receipt('two cuts of meat for beshbarmak: two of three packs of noodles free', 'karaganda-1', friday,
      basket(['Конина мякоть', 1.72], ['Казы домашняя', 0.604], ['Лапша домашняя для бешбармака 500 г', 3]), shown(customer({}))),
    receipt('four yoghurts and two at half price', 'almaty-2', friday, basket(['Йогурт питьевой клубника 290 мл', 5], ['Йогурт питьевой персик 750 мл', 1])),
    receipt('four yoghurts and one: the offer is for two', 'almaty-2', friday, basket(['Йогурт питьевой клубника 290 мл', 5])),
    receipt('beauty: of three items the cheapest at half price', 'astana-1', friday, basket(['Шампунь для всех типов волос 250 мл', 1], ['Паста зубная мятная 75 мл', 1], ['Крем для рук 75 мл', 1])),
    receipt('pet party', 'almaty-1', friday, basket(['Корм для кошек влажный курица 85 г', 3], ['Наполнитель для кошачьего туалета 5 л', 1])),
    receipt('wine for dinner: the dearer bottle stops at its minimum price', 'almaty-1', at('2026-11-20', '19:00'), basket(['Вино красное сухое саперави 750 мл', 1], ['Вино белое полусладкое рислинг 750 мл', 1])),
    receipt('two bottles of oil, one in each set', 'shymkent-1', friday,
      basket(['Рис лазер 800 г', 2], ['Масло подсолнечное рафинированное 900 мл', 2], ['Зира 20 г', 1], ['Крупа гречневая 800 г', 1])),
    receipt('one bottle of oil goes to the set that saves more', 'shymkent-1', friday, basket(['Рис лазер 800 г', 1], ['Масло подсолнечное рафинированное 900 мл', 1], ['Зира 20 г', 1], ['Крупа гречневая 800 г', 1])),
    receipt('twelve bottles of water of two kinds', 'almaty-1', friday, basket(['Вода питьевая негазированная 1,5 л', 7], ['Вода питьевая газированная 1,5 л', 5])),
    receipt('six bottles of water', 'almaty-1', friday, basket(['Вода питьевая негазированная 1,5 л', 6])),
    receipt('twenty-four bottles of water at a price of their own', 'almaty-1', friday, basket(['Вода питьевая негазированная 1,5 л', 24])),
    receipt('a full trolley without a gift yet: one is offered', 'karaganda-1', friday, basket(...trolley), shown(customer({}))),
    receipt('a full trolley with the mug: it is free', 'karaganda-1', friday, basket(...trolley, ['Кружка «Көктем»', 1]), shown(customer({}))),
    receipt('a full trolley, the second this month', 'karaganda-1', friday, basket(...trolley, ['Кружка «Көктем»', 1]),
      shown(customer({ usage: [{ promotionId: 'full-trolley', since: '2026-11-01', times: 1 }] }))),
  ];
}

const trolley: [string, number][] = [
  ['Батон нарезной 380 г', 1], ['Соль йодированная 1 кг', 1], ['Картофель', 2], ['Морковь', 1], ['Лук репчатый', 1],
  ['Сметана 15 % 350 г', 1], ['Майонез провансаль 67 % 400 мл', 1], ['Сельдь слабосолёная филе 250 г', 1], ['Свёкла', 0.8], ['Горошек зелёный 400 г', 1],
];
