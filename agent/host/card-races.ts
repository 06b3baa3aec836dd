import { raceWords } from '../contract/words/card-race-words.ts';
import { isCardBody } from '../domain/operations/card-operations.ts';
import type { OperationBody } from '../domain/operations/operation.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import type { Observable } from 'rxjs';
import type { Journal } from '../ports/journal.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { EventBus } from './events/event-bus.ts';

/** More operations in need of somebody's attention than a till has. */
const maxRead = 1_000;

/** Tells whoever listens when something that was done to a card here, a sale by a code of the application, or of a web shop's order, has lost to what somebody did elsewhere. What was known at the start is not told again. Returns what stops it. */
export function startCardRaces(settled$: Observable<void>, { outbox, journal, bus }: { outbox: Outbox; journal: Journal; bus: EventBus }): () => void {
  const known = new Set(lost(outbox).map(({ seq }) => seq));
  const subscription = settled$.subscribe(() => {
    const now = lost(outbox);
    for (const { seq, reason } of now) {
      const words = raceWords(reason);
      const stored = known.has(seq) ? undefined : journal.operation(seq);
      if (words === undefined || stored === undefined) continue;
      const read = readOperation(stored);
      const about = read.ok ? aboutOf(read.body) : undefined;
      if (about === undefined) continue;
      bus.publish({ name: 'card', value: { change: 'race-lost', ...about, kind: stored.kind, seq, opId: stored.opId, reason, ...words } });
    }
    // one that was won again may be lost again
    known.clear();
    for (const { seq } of now) known.add(seq);
  });
  return () => {
    subscription.unsubscribe();
  };
}

function aboutOf(body: OperationBody): { cardNumber?: string; saleId?: string; receiptNumber?: string } | undefined {
  if (isCardBody(body)) return { cardNumber: body.payload.cardNumber };
  if (body.kind !== 'sale-committed') return undefined;
  const { saleId, receipt, customer } = body.payload;
  return { ...(customer === undefined ? {} : { cardNumber: customer.state.card.number }), saleId, receiptNumber: receipt.number };
}

function lost(outbox: Outbox): { seq: number; reason: string }[] {
  return outbox.unsettled(maxRead).filter(({ state, reason }) => state === 'parked' && raceWords(reason) !== undefined);
}
