import type { JsonAnswer, JsonCall } from '../../../agent/cli/replay/json-call.ts';
import type { SaleView } from '../../../agent/contract/sale.ts';

export interface SellingAgent {
  call(call: JsonCall): Promise<JsonAnswer>;
}

export const milk = [{ lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }];

/** One bottle of milk of the central's test shop, priced and committed through the agent's own API. @throws where either is not answered with 200 */
export async function sellMilk(agent: SellingAgent, saleId: string): Promise<SaleView> {
  const priced = await expectSale(agent.call({ method: 'PUT', path: `/v1/sales/${saleId}`, body: JSON.stringify({ baseRevision: 0, lines: milk }) }));
  const { revision } = priced;
  const body = JSON.stringify({ revision, receipt: { number: saleId, payableMinor: priced.priced.payableMinor }, lines: milk });
  return await expectSale(agent.call({ method: 'POST', path: `/v1/sales/${saleId}/commit`, body }));
}

async function expectSale(called: Promise<JsonAnswer>): Promise<SaleView> {
  const answer = await called;
  if (!answer.answered || answer.status !== 200) throw new Error(`a sale was not answered: ${JSON.stringify(answer)}`);
  return answer.body as SaleView;
}
