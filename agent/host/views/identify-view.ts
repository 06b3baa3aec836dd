import { hintOfCode } from '../../domain/cards/card-hint.ts';
import { leasedOf } from '../../domain/ledger/move-lots.ts';
import { customerView } from './customer-view.ts';
import type { IdentifyView } from '../../contract/scan.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { Identification } from '../../domain/cards/card.ts';
import type { MayRedeem } from '../../domain/pricing/priced-sale.ts';
import type { Identified } from '../../usecases/identify.ts';

export interface Asked {
  readonly code: string;
  readonly identifiedBy: Identification;
  /** Today in the store's zone */
  readonly localDate: string;
  readonly nowMs: number;
  readonly journalId: string;
}

/** A customer outside any sale: all that may be spent now if the card may spend, and every hold is named. */
export function identifyView({ compiled, identified, may }: { compiled: CompiledBundle; identified: Identified; may?: MayRedeem }, asked: Asked): IdentifyView {
  if (!identified.ok) return { customer: { status: 'refused', code: asked.code, reason: identified.reason, ...hintOfCode(compiled.bundle, asked.code) } };
  const { state, view, reservedPoints } = identified.found;
  const heldPoints = state.holds.reduce((sum, { points }) => sum + points, 0) + reservedPoints;
  return {
    customer: customerView(compiled, {
      ...asked,
      state,
      identifiedBy: identified.qr?.strength ?? asked.identifiedBy,
      asOfMs: view.asOfMs,
      spendablePoints: state.card.state === 'active' ? Math.max(0, may?.points ?? state.availablePoints) : 0,
      heldPoints,
      balancePoints: state.availablePoints + heldPoints + leasedOf(state),
    }),
    ...(identified.found.isTentative ? { tentative: true } : {}),
  };
}
