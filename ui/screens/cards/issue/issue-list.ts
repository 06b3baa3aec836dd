import type { CardsDone } from '../../../../agent/contract/card.ts';
import type { ApiFailure } from '../../../client/api-failure.ts';

/** A card that was scanned to be issued, and what became of it. */
export interface ListedCard {
  cardNumber: string;
  outcome: { kind: 'listed' } | { kind: 'issued'; card: CardsDone['cards'][number] } | { kind: 'refused'; failure: ApiFailure };
}

export type IssueList = readonly ListedCard[];

/** A card counts once, however often it is scanned. */
export function withCard(list: IssueList, cardNumber: string): IssueList {
  return list.some((each) => each.cardNumber === cardNumber) ? list : [...list, { cardNumber, outcome: { kind: 'listed' } }];
}

/** What is issued stays: it is in the journal. */
export function withoutCard(list: IssueList, cardNumber: string): IssueList {
  return list.filter((each) => each.cardNumber !== cardNumber || each.outcome.kind === 'issued');
}

/** The last card that was not issued yet goes again. */
export function withoutLast(list: IssueList): IssueList {
  const last = list.findLast(({ outcome }) => outcome.kind !== 'issued');
  return last === undefined ? list : withoutCard(list, last.cardNumber);
}

export function withOutcome(list: IssueList, cardNumber: string, outcome: ListedCard['outcome']): IssueList {
  return list.map((each) => (each.cardNumber === cardNumber ? { cardNumber, outcome } : each));
}

/** What is still to be sent: what was refused is tried again. */
export function unissued(list: IssueList): string[] {
  return list.flatMap(({ cardNumber, outcome }) => (outcome.kind === 'issued' ? [] : [cardNumber]));
}
