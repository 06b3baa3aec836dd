import { useState, type FormEvent } from 'react';
import { failureOf, type ApiFailure } from '../../../client/api-failure.ts';
import { Field } from '../../../components/field.tsx';
import { Press } from '../../../components/press.tsx';
import { FoundPeople } from '../found-people.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import type { StepProps } from './register-page.tsx';

/** The telephone first: it says whether the customer is here already. */
export function PhoneStep({ draft, change }: Readonly<StepProps>) {
  const { c, say } = useCardWords();
  const client = useCardsClient();
  const [failure, setFailure] = useState<ApiFailure>();
  const [isAsking, setAsking] = useState(false);
  const { found, person } = draft;
  const hasOthers = found !== undefined && found.customers.length > 0;

  function type(phone: string): void {
    setFailure(undefined);
    change(({ found: _found, ...before }) => ({ ...before, person: { ...before.person, phone } }));
  }
  const goOn = () => change((before) => ({ ...before, step: 'questions' }));
  async function look(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isAsking || person.phone.trim() === '') return;
    setAsking(true);
    try {
      const answer = await client.findByPhone(person.phone.trim());
      change((before) => ({ ...before, found: answer, person: { ...before.person, phone: answer.phone }, ...(answer.customers.length === 0 ? { step: 'questions' as const } : {}) }));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setAsking(false);
    }
  }
  return (
    <form className="form cards-narrow" noValidate onSubmit={(event) => void look(event)}>
      <Field label={c('register.phone')} value={person.phone} type="tel" inputMode="tel" hint={c('register.phoneHint')} onChange={type} {...(failure === undefined ? {} : { wrong: say(failure) })} />
      {hasOthers ? <FoundPeople found={found} /> : null}
      <div className="cards-row">
        {hasOthers ? <Press kind="main" onPress={goOn}>{c('register.anotherPerson')}</Press> : <Press kind="main" isSubmit isDisabled={isAsking || person.phone.trim() === ''}>{c('register.next')}</Press>}
        <Press onPress={() => { type(''); goOn(); }}>{c('register.noPhone')}</Press>
      </div>
    </form>
  );
}
