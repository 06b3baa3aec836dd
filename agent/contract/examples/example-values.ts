/** Values of fields by their name, as a shop has them. What does not fit its schema is not taken. */
export const namedValues: Readonly<Record<string, string | number>> = {
  accountId: 'account-1001', cardNumber: '2900770100011', number: '2900770100011', code: '2900770100011', saleId: '052-03-0001', returnId: '052-03-r-0001', opId: '019a0b5c-0001', journalId: '019a0b5c-0000',
  storeId: 'abaya-52', tillId: 'till-3', lineId: '1', sku: 'milk', userId: 'manager-7', reason: 'The receipt was rung up twice', date: '2026-11-22', localDate: '2026-11-22', from: '1795330800000', to: '1795417200000',
  programmeId: 'demo', currency: 'KZT', timeZone: 'Asia/Almaty', version: '1.0.0', ru: 'Молоко, 1 л', name: 'Молоко, 1 л', revision: 1, baseRevision: 0, points: 100, minutes: 15, schema: 1, key: 'journal.what.sale-cancelled',
  query: 'молоко', limit: '20', unitPriceMinor: 47_000, customer: '2900770100011', kind: 'sale-committed', offsetMin: 300, weekday: 7, minuteOfDay: 720, phone: '+7 701 234 56 78', pin: '1234', user: 'manager-7',
};

/** Tried in this order where a pattern asks for something that no name says. */
export const patternValues: readonly string[] = [
  'text', '1', '2026-11-22', '03-14', 'a'.repeat(64), '2900770100011', '+77012345678', '123456', '12:00', 'demo', 'milk', 'YQ==', '0', '2026-11-22T12:00:00+05:00',
];
