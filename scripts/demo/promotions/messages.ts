import { card, category, everything, hours, type Listed, ordinary, sumOf, tenge, text, when } from './vocabulary.ts';

/** For the next visit. */
export const nextVisit: readonly Listed[] = [
  {
    id: 'next-visit', name: text('Чек от 10 000 ₸: купон «Ждём снова» на две недели', '10 000 ₸-ден чек: екі аптаға «Қайта күтеміз» купоны', 'Receipt from 10,000 ₸: a come back coupon for two weeks'),
    when: when({ kind: 'basket-sum', goods: ordinary, of: 'net', minMinor: tenge(10_000) }), goods: ordinary, reward: { kind: 'issue-coupon', couponId: 'come-back', count: 1, fromDays: 1, days: 14 },
  },
];

export const messages: readonly Listed[] = [
  {
    id: 'age-check', name: text('Проверка возраста', 'Жасын тексеру', 'Age check'),
    when: { kind: 'any', of: [{ kind: 'quantity', goods: category('alcohol'), minMilli: 1 }, { kind: 'quantity', goods: category('tobacco'), minMilli: 1 }] }, goods: everything,
    reward: { kind: 'message', to: 'cashier', text: text('Алкоголь или табак: проверьте возраст покупателя (21+)', 'Алкоголь немесе темекі: сатып алушының жасын тексеріңіз (21+)', "Alcohol or tobacco: check the customer's age (21+)") },
  },
  {
    id: 'alcohol-hours', name: text('Часы продажи алкоголя', 'Алкоголь сату сағаттары', 'Hours for selling alcohol'),
    when: { kind: 'all', of: [hours(23, 8), { kind: 'quantity', goods: category('alcohol'), minMilli: 1 }] }, goods: category('alcohol'),
    reward: { kind: 'message', to: 'cashier', text: text('С 23:00 до 8:00 алкоголь не продаётся', '23:00-ден 8:00-ге дейін алкоголь сатылмайды', 'No alcohol is sold from 23:00 to 8:00') },
  },
  {
    id: 'offer-card', name: text('Предложить карту', 'Карта ұсыну', 'Offer a card'),
    when: when({ kind: 'not', of: card }, sumOf(everything, 5_000)), goods: everything,
    reward: { kind: 'message', to: 'customer', text: text('С картой «Көктем» за эту покупку начислили бы баллы', '«Көктем» картасымен осы сатып алуға ұпай қосылар еді', 'With a Köktem card this purchase would have earned points') },
  },
  {
    id: 'choose-favourite', name: text('Выбрать любимую категорию', 'Сүйікті санатты таңдау', 'Choose a favourite category'),
    when: when(card, { kind: 'not', of: { kind: 'favourite' } }), goods: everything,
    reward: { kind: 'message', to: 'slip', text: text('Выберите любимую категорию: 30 дней баллы за неё × 2', 'Сүйікті санатыңызды таңдаңыз: 30 күн оған ұпай × 2', 'Choose your favourite category: its points × 2 for 30 days') },
  },
];
