import type { CardsDone, IssueRequest } from '../../../../agent/contract/card.ts';
import type { QuestionnairesView, RegisteredView, RegisterRequest } from '../../../../agent/contract/customer.ts';
import type { ApiFailure } from '../../../client/api-failure.ts';
import { saidBy } from '../person-draft.ts';
import type { RegistrationDraft, WantedCard } from './registration-draft.ts';

/** What the chosen card is before anything is written. */
export type CardStanding =
  /** A card of an account that nobody is registered for: the person becomes its customer */
  | { kind: 'known'; cardNumber: string }
  /** A blank, issued to the person after they are registered */
  | { kind: 'blank'; cardNumber: string }
  | { kind: 'owned'; cardNumber: string }
  | { kind: 'virtual' | 'none' }
  | { kind: 'unclear'; failure: ApiFailure };

/** The request of a registration: for the card's account where there is one. */
export function registerRequest(draft: RegistrationDraft, { questionnaires }: Pick<QuestionnairesView, 'questionnaires'>, standing: CardStanding): RegisterRequest {
  const chosen = questionnaires.find(({ id }) => id === draft.questionnaireId) ?? questionnaires[0];
  return {
    ...(standing.kind === 'known' ? { cardCode: standing.cardNumber } : {}),
    ...(chosen === undefined ? {} : { questionnaireId: chosen.id }),
    ...saidBy(draft.person, chosen?.questions ?? [], true),
  };
}

/** The card that is still to be issued to a registered person; undefined where none is. */
export function issueRequest(card: WantedCard, standing: CardStanding, registered: RegisteredView): IssueRequest | undefined {
  if (card.kind === 'virtual') return { form: 'virtual', accountId: registered.accountId };
  if (standing.kind === 'blank') return { form: 'plastic', cardNumber: standing.cardNumber, accountId: registered.accountId };
  return undefined;
}

export function firstCard(done: CardsDone | undefined): CardsDone['cards'][number] | undefined {
  return done?.cards[0];
}
