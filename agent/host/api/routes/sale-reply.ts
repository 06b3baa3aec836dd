import { returnView } from '../../views/return-view.ts';
import { saleView } from '../../views/sale-view.ts';
import { slipCodesOf } from '../../../usecases/slip-codes.ts';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { ReturnView, SaleView } from '../../../contract/sale.ts';
import type { SaleRecord } from '../../../ports/sales.ts';
import type { SaleOutcome } from '../../../usecases/sale-outcome.ts';
import type { Reply } from '../route.ts';
import type { ApiServices } from '../services.ts';

export function viewOf({ till }: ApiServices, sale: SaleRecord): SaleView {
  const journalId = till.journal.journalIdOf(sale.commit?.seq ?? till.journal.head().seq);
  const returnOf = (made: { returnId: string } | undefined): ReturnView | undefined => {
    const found = made === undefined ? undefined : till.returns.find(made.returnId);
    return found === undefined ? undefined : returnView(till.journal.journalIdOf(found.commit?.seq ?? till.journal.head().seq), found);
  };
  return saleView({ compiled: till.activeBundle(), journalId, storeId: till.storeId, tillId: till.tillId, isKept: till.sales.isKept(sale.saleId), currentJournalId: till.journal.journalId, nowMs: till.clock.now().atMs, codes: slipCodesOf(till, sale), exchanged: returnOf(sale.exchange), cancelledBy: returnOf(sale.cancelled) }, sale);
}

/** The answer to a verb on a sale; whoever listens hears of a change. */
export function saleReply(services: ApiServices, outcome: SaleOutcome<ProblemCode>): Reply<SaleView> {
  if (!outcome.ok) return outcome;
  const body = viewOf(services, outcome.sale);
  if (outcome.changed) services.bus.publish({ name: 'sale', value: body });
  return { body };
}
