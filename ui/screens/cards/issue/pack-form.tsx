import { useState, type FormEvent } from 'react';
import type { CardsDone } from '../../../../agent/contract/card.ts';
import type { Sent } from '../../../client/cards-client.ts';
import { Field } from '../../../components/field.tsx';
import { Press } from '../../../components/press.tsx';
import { blamedPath } from '../failure-text.ts';
import { DeedNote } from '../deed-note.tsx';
import { useCardScans } from '../use-card-scans.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import { CardResults } from './card-results.tsx';
import { packCounts } from './pack-count.ts';

export interface Pack {
  first: string;
  last: string;
}

/** The first and the last card of a pack, and how many the hand has counted: a card that is missing shows before anything is written. */
export function PackForm({ confirm, send }: Readonly<{ confirm: string; send: (pack: Pack, sent: Sent) => Promise<CardsDone> }>) {
  const { c, say } = useCardWords();
  const deed = useDeed();
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [counted, setCounted] = useState('');
  const [done, setDone] = useState<CardsDone>();
  useCardScans((cardNumber) => {
    setDone(undefined);
    deed.clear();
    if (first === '' || (first !== '' && last !== '')) {
      setFirst(cardNumber);
      setLast('');
    } else {
      setLast(cardNumber);
    }
  });
  const counts = packCounts(first, last);
  const isMiscounted = counted !== '' && counts.length > 0 && !counts.includes(Number(counted));
  const path = blamedPath(deed.failure);
  const wrongAt = (at: string) => (path === at && deed.failure !== undefined ? { wrong: say(deed.failure) } : {});
  const isReady = first !== '' && last !== '' && counted !== '' && !isMiscounted && !deed.isBusy;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady) return;
    const answer = await deed.run(`${first}–${last}`, { first: first.trim(), last: last.trim() }, send);
    if (answer === undefined) return;
    setDone(answer);
    setFirst('');
    setLast('');
    setCounted('');
  }
  return (
    <div className="cards-two">
      <form className="form panel" noValidate onSubmit={(event) => void submit(event)}>
        <p>{c('pack.what')}</p>
        <Field label={c('pack.first')} value={first} inputMode="numeric" hint={c('scanHint')} onChange={(value) => { setFirst(value); deed.clear(); }} {...wrongAt('/first')} />
        <Field label={c('pack.last')} value={last} inputMode="numeric" onChange={(value) => { setLast(value); deed.clear(); }} {...wrongAt('/last')} />
        <Field
          label={c('pack.counted')} value={counted} inputMode="numeric" onChange={(value) => setCounted(value.replaceAll(/\D/g, '').slice(0, 5))} hint={c('pack.countHint')}
          {...(isMiscounted ? { wrong: c('pack.miscounted', { count: counts[0] ?? 0 }) } : {})}
        />
        <DeedNote deed={deed} saidAt={['/first', '/last']} />
        <Press kind="main" isSubmit isDisabled={!isReady}>{confirm}</Press>
      </form>
      {done === undefined ? null : <CardResults cards={done.cards} />}
    </div>
  );
}
