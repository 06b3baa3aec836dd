import { defaultRoles } from '../../agent/domain/operators/default-roles.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { ShopRange } from '../../sync/central/shop/shop-folder.ts';

/** A store of the demo chain; its digits stand in the cards that it issued. */
export const stores = [
  { id: 'almaty-1', region: 'almaty', cardDigits: '01', name: { ru: 'Көктем, Алматы, Абая 52', kk: 'Көктем, Алматы, Абай 52', en: 'Köktem, Almaty, Abai 52' } },
  { id: 'almaty-2', region: 'almaty', cardDigits: '02', name: { ru: 'Көктем, Алматы, Сейфуллина 400', kk: 'Көктем, Алматы, Сейфуллин 400', en: 'Köktem, Almaty, Seifullin 400' } },
  { id: 'astana-1', region: 'astana', cardDigits: '03', name: { ru: 'Көктем, Астана, Кабанбай батыра 11', kk: 'Көктем, Астана, Қабанбай батыр 11', en: 'Köktem, Astana, Kabanbai Batyr 11' } },
  { id: 'karaganda-1', region: 'karaganda', cardDigits: '04', name: { ru: 'Көктем, Караганда, Ерубаева 35', kk: 'Көктем, Қарағанды, Ерубаев 35', en: 'Köktem, Karaganda, Yerubayev 35' } },
  { id: 'shymkent-1', region: 'shymkent', cardDigits: '05', name: { ru: 'Көктем, Шымкент, Тауке хана 7', kk: 'Көктем, Шымкент, Тәуке хан 7', en: 'Köktem, Shymkent, Tauke Khan 7' } },
] as const;

/** What a customer may choose as their favourite */
export const favouriteCategories = ['dairy-eggs', 'bakery', 'meat-fish', 'produce', 'tea', 'coffee', 'grocery', 'sweets', 'drinks', 'household', 'hygiene', 'kids', 'pets'] as const;

/** Prefix · store · serial · check digit: 13 digits. `29` is a GS1 range for use inside a company. */
export const cardScheme: Bundle['cardSchemes'][number] = {
  id: 'koktem-card',
  name: { ru: 'Карта «Көктем»', kk: '«Көктем» картасы', en: 'Köktem card' },
  prefix: '290077',
  storeDigits: 2,
  serialDigits: 4,
  check: 'ean13',
  storeIds: Object.fromEntries(stores.map(({ id, cardDigits }) => [cardDigits, id])),
};

/** Cards that a bank issues for its customers, with a check digit as on bank cards: two ranges of their numbers belong to the programme. */
const partnerCardScheme: Bundle['cardSchemes'][number] = {
  id: 'bank-card',
  name: { ru: 'Карта банка «Береке»', kk: '«Береке» банкінің картасы', en: 'Bereke bank card' },
  prefix: '9704',
  storeDigits: 0,
  serialDigits: 11,
  check: 'luhn',
  ranges: [{ from: '970400000000000', to: '970400999999999' }, { from: '970455000000000', to: '970455999999999' }],
  partner: { ru: 'Банк «Береке»', kk: '«Береке» банкі', en: 'Bereke bank' },
};

/** The card in the chain's app: five digits of serial, so that its short form is not taken for the plastic card's. */
export const appCardScheme: Bundle['cardSchemes'][number] = {
  id: 'koktem-app',
  name: { ru: 'Карта в приложении', kk: 'Қосымшадағы карта', en: 'Card in the app' },
  prefix: '29008',
  storeDigits: 2,
  serialDigits: 5,
  check: 'ean13',
};

/** All of the demo bundle that is neither goods, nor promotions, nor golden receipts. */
export const programme = {
  format: 1,
  semantics: 1,
  serial: 2,
  programmeId: 'koktem',
  name: { ru: 'Көктем', kk: 'Көктем', en: 'Köktem' },
  currency: { code: 'KZT', exponent: 2 },
  // A point is a tenge
  points: { scale: 0, valueMinor: 100 },
  timeZone: 'Asia/Almaty',
  stores: stores.map(({ id, region, name }) => ({ id, name, region })),
  cardSchemes: [cardScheme, appCardScheme, partnerCardScheme],
  foreignCards: [{ name: { ru: 'Дала Маркет', kk: 'Дала Маркет', en: 'Dala Market' }, from: '9310000000000', to: '9319999999999' }],
  // The key of the example in docs/spec/dynamic-qr.md (RFC 8032, test 1): its private half is public, so that anybody can try codes in the demo
  dynamicQr: { keys: [{ keyId: 1, publicKey: 'MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' }], validSeconds: 60, clockToleranceSeconds: 30 },
  weightCodes: [{ prefix: '22', itemDigits: 5, weightDigits: 5 }],
  // The scales at the counter print tenge.
  priceCodes: [{ prefix: '23', itemDigits: 5, priceDigits: 5, stepMinor: 100 }],
  tiers: [
    { id: 'standard', name: { ru: 'Стандартная', kk: 'Стандартты', en: 'Standard' } },
    { id: 'silver', name: { ru: 'Серебряная', kk: 'Күміс', en: 'Silver' } },
    { id: 'gold', name: { ru: 'Золотая', kk: 'Алтын', en: 'Gold' } },
  ],
  coupons: [
    { id: 'flyer', name: { ru: 'Листовка', kk: 'Парақша', en: 'Flyer' }, codes: ['ALMA-500', 'АЛМА-500'] },
    { id: 'sweet-visit', name: { ru: 'В гости', kk: 'Қонаққа', en: 'Visiting' }, codes: ['TATTI20'] },
    { id: 'come-back', name: { ru: 'Ждём снова', kk: 'Қайта күтеміз', en: 'Come back' }, series: { prefix: '9955', length: 12 } },
  ],
  names: {
    regions: {
      almaty: { ru: 'Алматы', kk: 'Алматы', en: 'Almaty' }, astana: { ru: 'Астана', kk: 'Астана', en: 'Astana' },
      karaganda: { ru: 'Караганда', kk: 'Қарағанды', en: 'Karaganda' }, shymkent: { ru: 'Шымкент', kk: 'Шымкент', en: 'Shymkent' },
    },
    tills: { 'self-1': { ru: 'Касса самообслуживания 1', kk: '1-ші өзіне-өзі қызмет көрсету кассасы', en: 'Self-checkout 1' }, 'self-2': { ru: 'Касса самообслуживания 2', kk: '2-ші өзіне-өзі қызмет көрсету кассасы', en: 'Self-checkout 2' } },
    channels: { till: { ru: 'касса', kk: 'касса', en: 'till' }, web: { ru: 'сайт', kk: 'сайт', en: 'web shop' }, app: { ru: 'приложение', kk: 'қосымша', en: 'app' } },
    segments: {
      student: { ru: 'Студенты', kk: 'Студенттер', en: 'Students' }, 'young-family': { ru: 'Молодые семьи', kk: 'Жас отбасылар', en: 'Young families' },
      pensioner: { ru: 'Пенсионеры', kk: 'Зейнеткерлер', en: 'Pensioners' }, staff: { ru: 'Сотрудники', kk: 'Қызметкерлер', en: 'Staff' },
    },
    offers: { 'cheese-20': { ru: 'Сыр для вас на 20 % дешевле', kk: 'Сізге ірімшік 20 % арзан', en: 'Cheese 20 % cheaper for you' } },
    paymentMethods: { cash: { ru: 'наличные', kk: 'қолма-қол ақша', en: 'cash' }, qr: { ru: 'оплата по QR', kk: 'QR арқылы төлем', en: 'QR payment' } },
    flags: { 'smart-price-tags': { ru: 'Электронные ценники', kk: 'Электрондық баға белгілері', en: 'Electronic price tags' } },
  },
  // A pilot: the whole of Astana with a new agent, and one till in Almaty with any
  flags: [{ id: 'smart-price-tags', on: [{ regions: ['astana'], agentFrom: '1.2.0' }, { storeIds: ['almaty-2'], tillIds: ['till-7'] }] }],
  externalProgrammes: [
    { id: 'spasibo', name: { ru: 'СберСпасибо', kk: 'СберСпасибо', en: 'SberSpasibo' }, customerPromotions: 'drop' },
    { id: 'miles', name: { ru: 'Мили авиакомпании', kk: 'Әуе милялары', en: 'Airline miles' }, customerPromotions: 'keep' },
  ],
  redemption: {
    maxShareBasisPoints: 5_000,
    stepPoints: 1,
    // Typed short forms redeem too: the demo has to show it without a scanner
    minStrengthToRedeem: 'typed',
    offline: 'never',
    // Delivery too, but no alcohol
    goods: { kind: 'any', of: [{ kind: 'except', from: { kind: 'all' }, without: { kind: 'category', categoryIds: ['alcohol'] } }, { kind: 'delivery' }] },
    minMoneyMinor: 10_000,
    holdSeconds: 86_400,
  },
  returns: { pointsPolicy: 'allow_negative', slip: { withinDays: 30 }, cancelWithinMinutes: 720, blind: { maxRefundMinor: 2_000_000, points: 'within_balance' } },
  // Whoever's card could not be read takes a code home, and is credited its points later
  claims: { codes: 'unread-card', withinDays: 30 },
  // What a new customer is asked
  questionnaires: [
    {
      id: 'full', name: { ru: 'Анкета участника', kk: 'Қатысушы сауалнамасы', en: 'Member questionnaire' },
      questions: [
        { kind: 'consent', id: 'personal-data', label: { ru: 'Персональные данные', kk: 'Жеке деректер', en: 'Personal data' }, required: true, version: '2026-01', text: { ru: 'Согласен на обработку персональных данных для программы лояльности.', kk: 'Адалдық бағдарламасы үшін жеке деректерімді өңдеуге келісемін.', en: 'I agree to the processing of my personal data for the loyalty programme.' } },
        { kind: 'consent', id: 'messages', label: { ru: 'Сообщения', kk: 'Хабарламалар', en: 'Messages' }, version: '2026-01', text: { ru: 'Согласен получать сообщения о баллах и предложениях.', kk: 'Ұпайлар мен ұсыныстар туралы хабарлама алуға келісемін.', en: 'I agree to messages about points and offers.' }, allows: 'messages' },
        { kind: 'choice', id: 'children', label: { ru: 'Есть дети до 14 лет?', kk: '14 жасқа дейінгі балаларыңыз бар ма?', en: 'Children under 14?' }, options: [{ id: 'yes', name: { ru: 'да', kk: 'иә', en: 'yes' } }, { id: 'no', name: { ru: 'нет', kk: 'жоқ', en: 'no' } }] },
        { kind: 'date', id: 'wedding-day', label: { ru: 'Годовщина свадьбы', kk: 'Үйлену тойының күні', en: 'Wedding anniversary' } },
        { kind: 'text', id: 'city', label: { ru: 'Город', kk: 'Қала', en: 'City' }, maxLength: 80 },
      ],
    },
    {
      id: 'short', name: { ru: 'Короткая анкета', kk: 'Қысқа сауалнама', en: 'Short questionnaire' },
      questions: [
        { kind: 'consent', id: 'personal-data', label: { ru: 'Персональные данные', kk: 'Жеке деректер', en: 'Personal data' }, required: true, version: '2026-01', text: { ru: 'Согласен на обработку персональных данных для программы лояльности.', kk: 'Адалдық бағдарламасы үшін жеке деректерімді өңдеуге келісемін.', en: 'I agree to the processing of my personal data for the loyalty programme.' } },
      ],
    },
  ],
  phoneConfirmation: { when: 'deferred', codeDigits: 4, validMinutes: 10 },
  // What a favourite category is worth say promotions
  favourite: { categories: [...favouriteCategories], days: 30, perMonth: 1, atExpiry: 'drop', remindDaysBefore: 3 },
  adjustments: {
    reasons: [
      { id: 'complaint', name: { ru: 'Жалоба покупателя', kk: 'Сатып алушының шағымы', en: "A customer's complaint" } },
      { id: 'missed-points', name: { ru: 'Баллы не начислены', kk: 'Ұпай есептелмеді', en: 'Points that were not given' } },
      { id: 'mistake', name: { ru: 'Ошибочное начисление', kk: 'Қате есептелген ұпай', en: 'Points given by mistake' }, maxPoints: 1_000 },
    ],
    maxPointsPerOperation: 2_000,
    maxPointsPerManagerAndDay: 10_000,
    pendingDays: 1,
    expiresAfterDays: 180,
  },
  // The roles of a chain that states none, so that they can be seen and changed here
  roles: defaultRoles.map((role) => ({ ...role })),
  access: { unattended: 'cashier', tillSoftware: 'cashier', idleMinutes: 15, lockOut: { tries: 5, delaysSeconds: [30, 60, 300, 900, 1_800] } },
  // What is unusual enough to be fraud: told, flagged for the manager, or refused
  limits: [
    { kind: 'card-uses', id: 'card-often', name: { ru: 'Карта слишком часто за день', kk: 'Карта бір күнде тым жиі', en: 'Card too often in a day' }, level: 'warn', most: 10 },
    { kind: 'card-at-one-cashier', id: 'card-one-cashier', name: { ru: 'Одна карта у одного кассира', kk: 'Бір кассирде бір карта', en: 'One card at one cashier' }, level: 'flag', most: 5 },
    { kind: 'card-claims', id: 'claims-often', name: { ru: 'Коды для баллов на одну карту', kk: 'Бір картаға ұпай кодтары', en: 'Codes for points on one card' }, level: 'refuse', most: 3 },
    { kind: 'card-redemptions', id: 'redemptions-often', name: { ru: 'Списаний за день', kk: 'Бір күндегі жұмсау', en: 'Redemptions in a day' }, level: 'refuse', most: 10 },
    { kind: 'redeem-after-issue', id: 'redeem-at-once', name: { ru: 'Списание сразу после выдачи', kk: 'Берілген бойда жұмсау', en: 'Redemption right after issue' }, level: 'flag', withinMinutes: 30 },
    { kind: 'return-after-redeem', id: 'return-at-once', name: { ru: 'Возврат сразу после списания', kk: 'Жұмсалған бойда қайтару', en: 'Return right after redemption' }, level: 'flag', withinMinutes: 30 },
    { kind: 'look-ups', id: 'fishing', name: { ru: 'Много просмотров балансов', kk: 'Баланстарды тым көп қарау', en: 'Many balances looked up' }, level: 'refuse', most: 300 },
    { kind: 'own-card', id: 'own-card', name: { ru: 'Своя карта кассира', kk: 'Кассирдің өз картасы', en: "The cashier's own card" }, level: 'refuse' },
  ],
  // Points for what a customer does at the web shop besides buying
  events: [
    { id: 'review', name: { ru: 'Отзыв о товаре', kk: 'Тауар туралы пікір', en: 'Review of a product' }, points: 50, limit: { times: 2, period: 'month' }, pendingDays: 3, expiresAfterDays: 90 },
    { id: 'newsletter', name: { ru: 'Подписка на рассылку', kk: 'Жаңалықтарға жазылу', en: 'Newsletter' }, points: 100, limit: { times: 1, period: 'ever' } },
  ],
  // The slip names the application
  slips: { applicationUrl: 'https://koktem.example/app', expiringWithinDays: 30 },
  // Gifts and free units take all of a line, so that it is the receipt that is capped
  caps: { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 5_000 },
} satisfies Omit<Bundle, 'categories' | 'goods' | 'groups' | 'exclusions' | 'promotions' | 'goldenReceipts'>;

/** Numbers of virtual cards, any store's: the centre lends them to tills, so that one can be issued without it too. */
export const ranges: readonly ShopRange[] = [{ rangeId: 'app', schemeId: 'koktem-app', storeNumber: 0, fromSerial: 0, toSerial: 99_999 }];
