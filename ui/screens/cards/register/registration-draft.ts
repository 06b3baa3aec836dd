import type { CardsDone } from '../../../../agent/contract/card.ts';
import type { FoundCustomers, QuestionnairesView, RegisteredView } from '../../../../agent/contract/customer.ts';
import { createKept } from '../kept.ts';
import { emptyPerson, type PersonDraft } from '../person-draft.ts';

/**
 * A registration under way. Going back loses nothing; what is saved is never sent again.
 *
 *   phone ──► questions ──► card ──save──► code ──► done
 *     ◄──────────┴────────────┘             (only where the programme confirms telephones)
 */
export interface RegistrationDraft {
  step: RegistrationStep;
  person: PersonDraft;
  /** Who has the telephone already, as it was when it was looked up */
  found?: FoundCustomers;
  /** The programme's first, if none is named */
  questionnaireId?: string;
  card: WantedCard;
  registered?: RegisteredView;
  issued?: CardsDone['cards'][number];
  isPhoneConfirmed: boolean;
}

export const registrationSteps = ['phone', 'questions', 'card', 'code', 'done'] as const;
export type RegistrationStep = (typeof registrationSteps)[number];
export type WantedCard = { kind: 'none' } | { kind: 'virtual' } | { kind: 'plastic'; cardNumber: string };

const empty: RegistrationDraft = { step: 'phone', person: emptyPerson, card: { kind: 'none' }, isPhoneConfirmed: false };
export const keptRegistration = createKept(empty);
export const emptyRegistration = empty;

/** The steps of this programme. */
export function stepsOf(questionnaires: Pick<QuestionnairesView, 'confirmation'>): readonly RegistrationStep[] {
  return registrationSteps.filter((step) => step !== 'code' || questionnaires.confirmation !== 'never');
}

/** After it was saved nothing leads back to what was asked. */
export function mayGoTo(draft: RegistrationDraft, step: RegistrationStep): boolean {
  const isAsked = (each: RegistrationStep) => each === 'phone' || each === 'questions' || each === 'card';
  return draft.registered === undefined ? isAsked(step) && registrationSteps.indexOf(step) < registrationSteps.indexOf(draft.step) : false;
}

/** A card that was scanned is the customer's, at whatever step; once everything is saved it is another matter. */
export function withScannedCard(draft: RegistrationDraft, cardNumber: string): RegistrationDraft {
  return draft.step === 'done' || draft.step === 'code' || draft.issued !== undefined ? draft : { ...draft, card: { kind: 'plastic', cardNumber } };
}

/** The step after the registration and its card were saved. */
export function stepAfterSaving({ registered }: RegistrationDraft): RegistrationStep {
  return registered?.confirmation === undefined || registered.confirmation === 'never' ? 'done' : 'code';
}
