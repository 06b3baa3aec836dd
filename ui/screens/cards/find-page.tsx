import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { FoundCustomers } from '../../../agent/contract/customer.ts';
import type { ApiFailure } from '../../client/api-failure.ts';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { ScanPicture } from '../../components/scan-picture.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { findCode } from './find-code.ts';
import { FoundPeople } from './found-people.tsx';
import { useCardScans, useClaimScans } from './use-card-scans.ts';
import { useEscape } from './use-escape.ts';
import { useCardWords } from './use-card-words.ts';
import { useCardsClient } from './use-cards-client.ts';

/** One field for everything that names a customer. A telephone stands in no address, so what it found is shown right here. */
export function FindPage() {
  const { c, say } = useCardWords();
  const { places, claimCode$ } = useTill();
  const claimCode = useSubject(claimCode$);
  const client = useCardsClient();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const [people, setPeople] = useState<FoundCustomers>();
  useCardScans((cardNumber) => places.go('cards', cardNumber));
  useClaimScans((code) => claimCode$.next(code));
  useEscape(() => (typed === '' ? places.go('sale') : change('')));
  useEffect(() => field.current?.focus(), []);

  async function find(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (typed.trim() === '' || isAsking) return;
    setAsking(true);
    const found = await findCode(client, typed);
    setAsking(false);
    setFailure(found.kind === 'nothing' ? found.failure : undefined);
    setPeople(found.kind === 'people' ? found.found : undefined);
    if (found.kind === 'card') places.go('cards', found.cardNumber);
  }
  function change(text: string): void {
    setTyped(text);
    setFailure(undefined);
  }
  return (
    <div className="cards-find">
      <form className="cards-find-form" onSubmit={(event) => void find(event)}>
        <Field label={c('find.field')} value={typed} onChange={change} inputMode="tel" field={field} hint={c('find.hint')} {...(failure === undefined ? {} : { wrong: say(failure) })} />
        <Press kind="main" icon="search" isSubmit isDisabled={typed.trim() === '' || isAsking} hotkey="Enter">{c('find.go')}</Press>
      </form>
      {claimCode === undefined ? null : (
        <div className="cards-row">
          <p className="cards-note cards-note-calm" role="status">{c('claim.whose')}</p>
          <Press kind="quiet" icon="close" label={c('claim.forget')} onPress={() => claimCode$.next(undefined)} />
        </div>
      )}
      {people === undefined ? <div className="cards-find-empty"><ScanPicture /><p>{c('find.empty')}</p></div> : <FoundPeople found={people} />}
    </div>
  );
}
