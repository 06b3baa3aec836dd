import type { CardFault } from '../../domain/cards/judge-card.ts';
import { lostTo } from '../../domain/cards/lost-race.ts';
import type { Localized } from '../../domain/scalars.ts';

/** What a manager whose operation lost is shown, and what to tell the customer. */
export interface RaceWords {
  readonly manager: Localized;
  readonly customer: Localized;
}

const words: Readonly<Record<CardFault, RaceWords>> = {
  'unknown': {
    manager: { ru: 'Такой карты нет ни у кого: она не выдана.', kk: 'Мұндай карта ешкімде жоқ: ол берілмеген.', en: 'Nobody has this card: it was never issued.' },
    customer: { ru: 'Проверим номер карты и оформим её заново.', kk: 'Карта нөмірін тексеріп, қайта рәсімдейміз.', en: 'We check the number and issue the card anew.' },
  },
  'issued': {
    manager: { ru: 'Эта карта была выдана раньше в другом месте.', kk: 'Бұл карта бұрын басқа жерде берілген.', en: 'This card was issued before, elsewhere.' },
    customer: { ru: 'Этот номер занят. Выдадим вам другую карту, баллы не пропадут.', kk: 'Бұл нөмір бос емес. Сізге басқа карта береміз, ұпайлар жоғалмайды.', en: 'This number is taken. We give you another card, and no points are lost.' },
  },
  'replaced': {
    manager: { ru: 'Карта уже заменена другой. Если остановить нужно покупателя, заблокируйте новую карту.', kk: 'Карта басқасымен ауыстырылған. Сатып алушыны тоқтату керек болса, жаңа картаны бұғаттаңыз.', en: 'Another card has taken its place. If the customer is to be stopped, block the new card.' },
    customer: { ru: 'Старая карта больше не действует, баллы на новой карте.', kk: 'Ескі карта енді жарамсыз, ұпайлар жаңа картада.', en: 'The old card is refused everywhere; the points are on the new one.' },
  },
  'blocked': {
    manager: { ru: 'Карта была заблокирована раньше. Если вместо неё выдана новая, она не действует: заберите её. Блокировку снимает тот, кто её поставил.', kk: 'Карта бұрын бұғатталған. Орнына жаңасы берілсе, ол жарамсыз: қайтарып алыңыз. Бұғатты қойған адам алады.', en: 'The card was blocked before. A new card that was handed out for it does not count: take it back. Who blocked it lifts the block.' },
    customer: { ru: 'Карта заблокирована. Обратитесь в службу поддержки; баллы сохранены.', kk: 'Карта бұғатталған. Қолдау қызметіне хабарласыңыз; ұпайлар сақталған.', en: 'The card is blocked. Please call the customer service; the points are kept.' },
  },
  'taken': {
    manager: { ru: 'Новая карта принадлежит другому покупателю или сама не действует. Замените старую ещё раз другой картой.', kk: 'Жаңа карта басқа сатып алушынікі немесе өзі жарамсыз. Ескісін басқа картамен қайта ауыстырыңыз.', en: "The new card is another customer's, or is refused itself. Replace the old one again by another card." },
    customer: { ru: 'Выданная карта не подошла. Дадим другую, баллы не пропадут.', kk: 'Берілген карта келмеді. Басқасын береміз, ұпайлар жоғалмайды.', en: 'The card that you got does not fit. We give you another one, and no points are lost.' },
  },
  'bound': {
    manager: { ru: 'Карта была раньше привязана к другому покупателю.', kk: 'Карта бұрын басқа сатып алушыға тіркелген.', en: 'The card was given to another customer before.' },
    customer: { ru: 'Эта карта занята. Привяжем вам другую.', kk: 'Бұл карта бос емес. Сізге басқасын тіркейміз.', en: 'This card is taken. We add another one to your account.' },
  },
  'not-blocked': {
    manager: { ru: 'Такой блокировки нет: она не вступила в силу или названа другая карта.', kk: 'Мұндай бұғат жоқ: ол күшіне енбеген немесе басқа карта аталған.', en: 'There is no such block: it never took effect, or is of another card.' },
    customer: { ru: 'Проверим состояние карты.', kk: 'Картаның күйін тексереміз.', en: 'We look at the state of the card.' },
  },
};

/** A code of the application is good for one sale; of two with it the earlier has it. */
const qrReplayed: RaceWords = {
  manager: { ru: 'Код из приложения показали ещё на одной кассе, и раньше. Чек остаётся как есть: сверьте два чека, кто из покупателей настоящий.', kk: 'Қосымшадағы кодты басқа кассада бұрынырақ көрсеткен. Чек сол күйінде қалады: екі чекті салыстырып, қай сатып алушы шын екенін анықтаңыз.', en: 'The code of the application was shown at another till before. The receipt stays as it is: compare the two receipts, and see which customer is the real one.' },
  customer: { ru: 'Ваш код могли сфотографировать. Показывайте его только на кассе; списанные без вас баллы вернём.', kk: 'Кодыңызды біреу суретке түсіріп алуы мүмкін. Оны тек кассада көрсетіңіз; сізсіз жұмсалған ұпайды қайтарамыз.', en: 'Somebody may have a photo of your code. Show it at the till alone; points that were spent without you are given back.' },
};

/** An order of a web shop is good for one sale; of two that took it over the earlier has it. */
const orderRepeated: RaceWords = {
  manager: { ru: 'Этот заказ из интернет-магазина раньше продали на другой кассе. Чек остаётся как есть: сверьте два чека, и если товар отдали один раз, верните лишний чек.', kk: 'Интернет-дүкеннің бұл тапсырысы бұрынырақ басқа кассада сатылған. Чек сол күйінде қалады: екі чекті салыстырыңыз, тауар бір рет берілсе, артық чекті қайтарыңыз.', en: 'Another till sold this order of the web shop before. The receipt stays as it is: compare the two, and return one of them if the goods were handed out once.' },
  customer: { ru: 'Заказ пробит дважды. Проверим чеки; если вы заплатили два раза, деньги вернём.', kk: 'Тапсырыс екі рет тіркелген. Чектерді тексереміз; екі рет төлеген болсаңыз, ақшаны қайтарамыз.', en: 'The order was rung up twice. We check the receipts; if you paid twice, you get the money back.' },
};

/** Undefined where the reason is not that of a lost race. */
export function raceWords(reason: string): RaceWords | undefined {
  if (reason === 'qr-replayed') return qrReplayed;
  if (reason === 'order-repeated') return orderRepeated;
  const fault = lostTo(reason);
  return fault === undefined ? undefined : words[fault];
}
