import { stateOf } from '../../../domain/cards/account-card.ts';
import { readOperation } from '../../../domain/operations/read-operation.ts';
import { isCardBody } from '../../../domain/operations/card-operations.ts';
import { cardsNow } from '../../../usecases/cards-now.ts';
import { showCard } from '../../../usecases/show-card.ts';
import { cardView } from '../../views/card-view.ts';
import type { CardDone, CardsDone, CardView } from '../../../contract/card.ts';
import type { StoredOperation } from '../../../domain/operations/operation.ts';
import type { CardOutcome, DoneCards } from '../../../usecases/card-outcome.ts';
import type { Reply } from '../route.ts';
import type { ApiServices } from '../services.ts';

/** What calls on cards answer. They are made in the transaction that journals, so that a repeat answers the same. */
export function oneCard(services: ApiServices, { cardNumbers, appended }: DoneCards): CardDone {
  const [cardNumber] = cardNumbers;
  const [operation] = appended;
  if (cardNumber === undefined || operation === undefined) throw new Error('nothing was done to any card');
  const { seq, opId, hash } = operation;
  const card = viewOf(services, cardNumber);
  return { ...(card === undefined ? {} : { card }), cardNumber, operation: { journalId: services.till.journal.journalIdOf(seq), seq, opId, hash } };
}

export function manyCards({ till }: ApiServices, { cardNumbers, appended }: DoneCards): CardsDone {
  const { cards, tentative } = cardsNow(till, cardNumbers);
  const forms = new Map(appended.flatMap(issuedBy));
  const [first, last] = [appended[0], appended.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing was done to any card');
  return {
    cards: cardNumbers.map((cardNumber) => {
      const card = cards.get(cardNumber);
      const form = forms.get(cardNumber);
      return {
        cardNumber,
        ...(card === undefined ? {} : { accountId: card.accountId, state: stateOf(card) }),
        ...(form === undefined ? {} : { form }),
        ...(tentative.has(cardNumber) ? { tentative: true as const } : {}),
        // the page and the cash desk read the number itself
        ...(form === 'virtual' ? { qrText: cardNumber } : {}),
      };
    }),
    operations: { journalId: till.journal.journalIdOf(first.seq), firstSeq: first.seq, lastSeq: last.seq },
  };
}

/** Tells whoever listens, once it is in the journal. A repeat tells nothing. */
export function told<Body>({ bus }: ApiServices, outcome: CardOutcome, body: (done: DoneCards) => Body): Reply<Body> {
  if (!outcome.ok) return outcome;
  for (const { kind, seq, payload } of outcome.appended) {
    const read = readOperation({ kind, schema: 1, payload });
    if (read.ok && isCardBody(read.body)) bus.publish({ name: 'card', value: { change: 'done', cardNumber: read.body.payload.cardNumber, kind, seq } });
  }
  return { body: body(outcome) };
}

/** Undefined where this till does not know the card: what was done to it waits for the centre. */
function viewOf({ till }: ApiServices, cardNumber: string): CardView | undefined {
  const shown = showCard(till, cardNumber);
  if (!shown.ok) return undefined;
  const { atMs: nowMs } = till.clock.now();
  return cardView(shown, { nowMs, localDate: till.clock.businessTime(nowMs, shown.compiled.bundle.timeZone).localDate, journalId: till.journal.journalId });
}

function issuedBy({ kind, schema, payload }: StoredOperation): [string, 'plastic' | 'virtual'][] {
  const read = readOperation({ kind, schema, payload });
  return read.ok && read.body.kind === 'card-issued' ? [[read.body.payload.cardNumber, read.body.payload.form]] : [];
}
