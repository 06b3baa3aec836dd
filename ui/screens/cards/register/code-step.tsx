import { Press } from '../../../components/press.tsx';
import { VerifyForm } from '../verify-form.tsx';
import { useCardWords } from '../use-card-words.ts';
import type { StepProps } from './register-page.tsx';

/** The telephone is confirmed now, or at a later visit: what was said of the person is saved either way. */
export function CodeStep({ draft, change }: Readonly<StepProps>) {
  const { c } = useCardWords();
  const { registered, person } = draft;
  const finish = (isPhoneConfirmed: boolean) => change((before) => ({ ...before, isPhoneConfirmed, step: 'done' }));
  if (registered === undefined) return null;
  return (
    <div className="form cards-narrow">
      <p className="cards-note cards-note-done" role="status">{c('register.personSaved')}</p>
      <VerifyForm accountId={registered.accountId} {...(person.phone.trim() === '' ? {} : { phone: person.phone.trim() })} onConfirmed={() => finish(true)} />
      <Press onPress={() => finish(false)}>{c(registered.confirmation === 'required' ? 'register.laterRequired' : 'register.later')}</Press>
    </div>
  );
}
