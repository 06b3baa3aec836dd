import { customerView } from './customer-view.ts';
import type { IdentifyView } from '../../contract/scan.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { Identified } from '../../usecases/identify.ts';

/** A customer outside any sale: all that is available may be spent if the card may spend, and every hold is named. */
export function identifyView(compiled: CompiledBundle, identified: Identified, code: string, localDate: string): IdentifyView {
  if (!identified.ok) return { customer: { status: 'refused', code, reason: identified.reason } };
  const { state, view } = identified.found;
  const heldPoints = state.holds.reduce((sum, { points }) => sum + points, 0);
  return {
    customer: customerView(compiled, {
      state,
      identifiedBy: 'scan',
      asOfMs: view.asOfMs,
      spendablePoints: state.card.state === 'active' ? Math.max(0, state.availablePoints) : 0,
      heldPoints,
      balancePoints: state.availablePoints + heldPoints,
      localDate,
    }),
  };
}
