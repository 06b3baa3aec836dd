import { foldedFrom, type FoldedCard } from '../../../../agent/domain/cards/account-card.ts';
import type { CardEvent } from '../../../../agent/domain/cards/card-fold.ts';
import type { CardBody } from '../../../../agent/domain/operations/card-operations.ts';

/** Cards of the tests: the one that things happen to, and two blanks. */
export const card = '2900770100011';
export const blanks = { N: '2900770100103', M: '2900770100110' } as const;

const common = { programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: { instantMs: 0, localDate: '2026-11-22', minuteOfDay: 0, weekday: 7, offsetMin: 300 }, effects: [] };

/** What the table of docs/spec/cards.md calls things that are done to the card. Store X acts first, store Y second. */
export const acts: Readonly<Record<string, CardBody>> = {
  'issue to P': { kind: 'card-issued', schema: 1, payload: { ...common, cardNumber: card, accountId: 'P', form: 'plastic' } },
  'issue to Q': { kind: 'card-issued', schema: 1, payload: { ...common, cardNumber: card, accountId: 'Q', form: 'plastic' } },
  'activate': { kind: 'card-activated', schema: 1, payload: { ...common, cardNumber: card } },
  'bind to P': { kind: 'card-bound', schema: 1, payload: { ...common, cardNumber: card, accountId: 'P' } },
  'bind to Q': { kind: 'card-bound', schema: 1, payload: { ...common, cardNumber: card, accountId: 'Q' } },
  'block (lost)': { kind: 'card-blocked', schema: 1, payload: { ...common, cardNumber: card, level: 'blocked', reason: 'lost' } },
  'block (fraud)': { kind: 'card-blocked', schema: 1, payload: { ...common, cardNumber: card, level: 'blocked', reason: 'fraud' } },
  'restrict (other)': { kind: 'card-blocked', schema: 1, payload: { ...common, cardNumber: card, level: 'restricted', reason: 'other' } },
  'unblock OLD': { kind: 'card-unblocked', schema: 1, payload: { ...common, cardNumber: card, blockOpId: 'OLD', reason: 'found' } },
  'replace by N': { kind: 'card-replaced', schema: 1, payload: { ...common, cardNumber: card, newCardNumber: blanks.N, reason: 'lost' } },
  'replace by M': { kind: 'card-replaced', schema: 1, payload: { ...common, cardNumber: card, newCardNumber: blanks.M, reason: 'broken' } },
};

/** How the card stood before: nobody's, or with account `own`. */
export const starts: Readonly<Record<string, readonly FoldedCard[]>> = {
  'nobody': [],
  'issued': [foldedFrom({ number: card, state: 'issued' }, 'own')],
  'active': [foldedFrom({ number: card, state: 'active' }, 'own')],
  'blocked by OLD': [foldedFrom({ number: card, state: 'blocked', blocks: [{ blockOpId: 'OLD', level: 'blocked', reason: 'lost' }] }, 'own')],
};

/** The act at this place of the order; its id is its name and where. */
export function at(name: string, store: 'X' | 'Y', orderMs: number): CardEvent {
  const body = acts[name];
  if (body === undefined) throw new Error(`the tests know no act "${name}"`);
  return { opId: `${store}: ${name}`, orderMs, journalId: `journal-${store}`, seq: 2, body };
}
