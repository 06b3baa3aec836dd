/** Bodies of requests that say more than their schemas: whole baskets, and choices that exclude one another. By method and path. */
export const requestExamples: Readonly<Record<string, object>> = {
  'PUT /v1/sales/{saleId}': { baseRevision: 0, lines: [{ lineId: '1', sku: 'milk', quantityMilli: 2_000, unitPriceMinor: 47_000 }], customer: { code: '2900770100011' } },
  'POST /v1/sales/{saleId}/redemption': { revision: 1, points: 100 },
  'POST /v1/sales/{saleId}/commit': { revision: 1, receipt: { number: '000123', payableMinor: 94_000 } },
  'POST /v1/sales/{saleId}/cancel': { revision: 1 },
  'PUT /v1/returns/{returnId}': { baseRevision: 0, saleId: '052-03-0001', lines: [{ lineId: '1', quantityMilli: 1_000 }] },
  'POST /v1/returns/{returnId}/commit': { revision: 1, receipt: { number: '000124' } },
  'POST /v1/scans': { code: '4870000000013', source: 'api' },
  'POST /v1/claims': { code: 'LC1.AQE…', card: '2900770100011' },
  'POST /v1/identify': { code: '2900770100011' },
  'POST /v1/journal/{opId}/resolve': { repair: 'relink', reason: 'The card of the neighbour was read', cardNumber: '2900770100028' },
  'POST /v1/drill': { minutes: 15 },
  'POST /v1/reconciliation': { date: '2026-11-22' },
};
