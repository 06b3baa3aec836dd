import type { ReactNode } from 'react';
import { Icon } from '../../../components/icon.tsx';
import { Press } from '../../../components/press.tsx';
import { useTill } from '../../../state/till-context.ts';
import { useSubject } from '../../../state/use-subject.ts';
import { FoundPerson } from '../found-people.tsx';
import { VirtualCode } from '../issue/virtual-card.tsx';
import { useCardWords } from '../use-card-words.ts';
import type { StepProps } from './register-page.tsx';
import { emptyRegistration } from './registration-draft.ts';

/** What is saved, and what waits for the centre: the queue says whether it has got everything. */
export function DoneStep({ draft, change }: Readonly<StepProps>) {
  const { c } = useCardWords();
  const { places, link } = useTill();
  const { status } = useSubject(link.link$);
  const { registered, issued, card, person, isPhoneConfirmed } = draft;
  if (registered === undefined) return null;
  const cardNumber = issued?.cardNumber ?? (card.kind === 'plastic' ? card.cardNumber : undefined);
  const waits = (status?.queue.length ?? 1) > 0;
  const isPhoneOpen = registered.confirmation !== undefined && registered.confirmation !== 'never' && !isPhoneConfirmed;
  const restart = () => change(() => emptyRegistration);
  return (
    <div className="cards-two">
      <div className="panel form">
        <p className="cards-lone-title">{c('registered.title')}</p>
        <Said isDone>{c('registered.person', { name: person.givenName.trim() === '' ? c('registered.noName') : person.givenName.trim() })}</Said>
        {person.phone === '' ? null : <Said isDone={!isPhoneOpen}>{isPhoneOpen ? c('registered.phoneOpen', { phone: person.phone }) : c('registered.phone', { phone: person.phone })}</Said>}
        <Said isDone={cardNumber !== undefined}>{cardNumber === undefined ? c('registered.noCard') : c('registered.card', { card: cardNumber })}</Said>
        <Said isDone={!waits}>{waits ? c('registered.waits') : c('registered.sent')}</Said>
        {registered.activation === undefined ? null : <Said isDone={false}>{c(`missing.${registered.activation}`)}</Said>}
        <div className="cards-row">
          {cardNumber === undefined ? <Press kind="main" icon="card" onPress={() => { restart(); places.go('cards', 'issue', registered.accountId); }}>{c('customer.issue')}</Press>
            : <Press kind="main" icon="card" onPress={() => { restart(); places.go('cards', cardNumber); }}>{c('issue.open')}</Press>}
          <Press icon="plus" onPress={restart}>{c('registered.another')}</Press>
        </div>
      </div>
      <div className="form">
        {issued?.form === 'virtual' ? <div className="panel cards-virtual"><VirtualCode card={issued} /></div> : null}
        {registered.duplicates.length === 0 ? null : (
          <section aria-label={c('people.label')}>
            <p className="cards-note cards-note-calm">{c('registered.duplicates', { count: registered.duplicates.length })}</p>
            {registered.duplicates.map((customer) => <FoundPerson key={customer.accountId} customer={customer} />)}
          </section>
        )}
      </div>
    </div>
  );
}

function Said({ isDone, children }: Readonly<{ isDone: boolean; children: ReactNode }>) {
  return <p className={`fact ${isDone ? 'fact-saved' : 'fact-limited'}`}><Icon name={isDone ? 'check' : 'clock'} size={20} /><span>{children}</span></p>;
}
