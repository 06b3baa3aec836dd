import { readCardOf, type CardReading } from '../domain/cards/card-number.ts';
import { unreachable } from '../domain/unreachable.ts';
import { customerNow } from './customer-state.ts';
import { notReady } from './outcome.ts';
import { redeemableNow } from './redeemable-now.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { CardProblem } from '../domain/cards/card-problem.ts';
import type { MayRedeem } from '../domain/pricing/priced-sale.ts';
import type { CustomerNow } from './customer-state.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export type Identified = { ok: true; found: CustomerNow } | { ok: false; reason: CardProblem };

/** Who a shown code belongs to: the full card number or its short form. */
export function identifyCard(till: Till, compiled: CompiledBundle, code: string): Identified {
  const card = readCardOf(compiled.bundle, code);
  if (!card.ok) return { ok: false, reason: problemOf(card) };
  const found = customerNow(till, card.number);
  const blocked = till.blockedCards.find(card.number);
  if (found === undefined) return { ok: false, reason: blocked === undefined ? 'card-unknown' : 'card-blocked' };
  // A row that is newer than the list was changed since: the card is good again, or the list never meant it.
  const isRowNewer = blocked !== undefined && found.view.epoch === blocked.epoch && found.view.cursor >= blocked.cursor;
  if (blocked !== undefined && !isRowNewer) return { ok: false, reason: 'card-blocked' };
  switch (found.state.card.state) {
    case 'blocked': return { ok: false, reason: 'card-blocked' };
    case 'replaced': return { ok: false, reason: 'card-replaced' };
    case 'issued': case 'active': case 'restricted': return { ok: true, found };
    default: return unreachable(found.state.card.state);
  }
}

function problemOf({ reason }: Exclude<CardReading, { ok: true }>): CardProblem {
  switch (reason) {
    case 'not-a-card': return 'card-unknown';
    case 'wrong-check-digit': return 'card-wrong-check-digit';
    case 'ambiguous': return 'card-ambiguous';
    case 'other-chain': return 'card-of-other-chain';
    default: return unreachable(reason);
  }
}

/** The verb `identify`: the same, for a client that asks outside a sale. `may`: what could be spent now, where that is not the balance. */
export function identify(till: Till, code: string): { ok: true; identified: Identified; compiled: CompiledBundle; may?: MayRedeem } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const identified = identifyCard(till, compiled, code);
  const { may } = identified.ok ? redeemableNow(till, compiled, { customer: identified.found }) : {};
  return { ok: true, identified, compiled, ...(may === undefined ? {} : { may }) };
}
