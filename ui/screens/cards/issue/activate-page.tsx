import { useState, type FormEvent } from 'react';
import type { CardsDone } from '../../../../agent/contract/card.ts';
import { Field } from '../../../components/field.tsx';
import { Press } from '../../../components/press.tsx';
import { useTill } from '../../../state/till-context.ts';
import { Choices } from '../choices.tsx';
import { DeedNote } from '../deed-note.tsx';
import { useCardScans } from '../use-card-scans.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useEscape } from '../use-escape.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import { CardResults } from './card-results.tsx';
import { PackForm } from './pack-form.tsx';

const ways = ['pack', 'one'] as const;

/** Cards that were issued and shall spend from now on. */
export function ActivatePage() {
  const { c } = useCardWords();
  const client = useCardsClient();
  const { places } = useTill();
  useEscape(() => places.go('cards', 'find'));
  const [way, setWay] = useState<(typeof ways)[number]>('pack');
  return (
    <div className="cards-work">
      <Choices label={c('activate.way')} values={ways} words={(each) => c(`activate.${each}`)} chosen={way} onChoose={setWay} />
      {way === 'pack' ? <PackForm confirm={c('activate.goPack')} send={client.activate} /> : <ActivateOne />}
    </div>
  );
}

function ActivateOne() {
  const { c, say } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  const [card, setCard] = useState('');
  const [done, setDone] = useState<CardsDone['cards']>([]);
  useCardScans((cardNumber) => {
    setCard(cardNumber);
    deed.clear();
  });
  async function activate(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (card.trim() === '') return;
    const answer = await deed.run(card.trim(), { cardNumber: card.trim() }, client.activate);
    if (answer === undefined) return;
    setDone([...answer.cards, ...done]);
    setCard('');
  }
  const isBlamed = deed.failure?.kind === 'problem' && deed.failure.problem.path === '/cardNumber';
  return (
    <div className="cards-two">
      <form className="form panel" noValidate onSubmit={(event) => void activate(event)}>
        <Field label={c('activate.card')} value={card} inputMode="numeric" hint={c('scanHint')} onChange={(value) => { setCard(value); deed.clear(); }} {...(isBlamed && deed.failure !== undefined ? { wrong: say(deed.failure) } : {})} />
        <DeedNote deed={deed} saidAt={['/cardNumber']} />
        <Press kind="main" isSubmit isDisabled={card.trim() === '' || deed.isBusy}>{c('activate.go')}</Press>
      </form>
      {done.length === 0 ? null : <CardResults cards={done} />}
    </div>
  );
}
