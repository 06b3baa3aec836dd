import type { SaleView } from '../../agent/contract/sale.ts';
import type { ApiFailure } from '../client/api-failure.ts';

/**
 * Where the page stands with its one sale. The view is always what the agent last answered: nothing is shown that is not saved.
 *
 *   loading ──► empty ──► open ──► done ──► (next scan) open
 *                 ▲         │
 *                 └─────────┘ cancelled
 */
export type SalePhase =
  /** The agent has not said yet whether a sale is open. `refusal`: why it would not when it was asked last */
  | { kind: 'loading'; refusal?: ApiFailure }
  | { kind: 'empty' }
  /** `view.state` is `priced`, `held`, or `in-doubt` */
  | { kind: 'open'; view: SaleView }
  | { kind: 'done'; view: SaleView };

/** The phase after this news of the page's sale; the same phase where the news is older than what is known. */
export function phaseAfter(phase: SalePhase, view: SaleView): SalePhase {
  if ((phase.kind === 'open' || phase.kind === 'done') && phase.view.saleId === view.saleId && !isNewer(view, phase.view)) return phase;
  if (view.state === 'cancelled') return { kind: 'empty' };
  return { kind: view.state === 'committed' ? 'done' : 'open', view };
}

/**
 * Answers and events race: of one revision, the state that comes later in a sale's life wins. An end wins over any revision:
 * where the agent had lost the last ones, the sale that it finishes has a lower one than the page knows.
 */
const lifeOrder: Readonly<Record<SaleView['state'], number>> = { priced: 0, held: 0, 'in-doubt': 1, committed: 2, cancelled: 2 };

function isNewer(view: SaleView, known: SaleView): boolean {
  if (lifeOrder[view.state] > lifeOrder['in-doubt']) return true;
  if (view.revision !== known.revision) return view.revision > known.revision;
  return lifeOrder[view.state] >= lifeOrder[known.state];
}
