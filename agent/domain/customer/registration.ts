import type { Bundle } from '../bundle/bundle.ts';
import type { Account } from './account.ts';

/** Somebody is registered for the account now. The questionnaire is absent where the programme has none. */
export function withRegistration(account: Account, questionnaireId: string | undefined): Account {
  const { registeredWith = [] } = account;
  if (questionnaireId === undefined || registeredWith.includes(questionnaireId)) return account;
  return { ...account, registeredWith: [...registeredWith, questionnaireId].toSorted() };
}

export type ActivationFault = 'questionnaire-missing' | 'phone-unconfirmed';

/** Why no card of this account may be activated, as far as the till knows; undefined where one may. It needs no personal data, so that it is known offline. */
export function activationFault({ questionnaires = [], phoneConfirmation }: Pick<Bundle, 'questionnaires' | 'phoneConfirmation'>, { registeredWith = [], phone }: Pick<Account, 'registeredWith' | 'phone'>): ActivationFault | undefined {
  const demanded = questionnaires.filter(({ requiredForActivation }) => requiredForActivation === true);
  if (demanded.length > 0 && !demanded.some(({ id }) => registeredWith.includes(id))) return 'questionnaire-missing';
  return phoneConfirmation?.when === 'required' && phone?.verified !== true ? 'phone-unconfirmed' : undefined;
}
