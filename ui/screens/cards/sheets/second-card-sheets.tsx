import { useState } from 'react';
import type { ReplaceRequest } from '../../../../agent/contract/card.ts';
import { useTill } from '../../../state/till-context.ts';
import { Field } from '../../../components/field.tsx';
import { blamedPath } from '../failure-text.ts';
import { Choices } from '../choices.tsx';
import { useCardScans } from '../use-card-scans.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { doneWords } from './done-words.ts';
import { SheetForm } from './sheet-form.tsx';

const reasons = ['lost', 'broken', 'stolen', 'other'] as const satisfies readonly ReplaceRequest['reason'][];

/** The new card is scanned or typed; the old one is refused from then on. */
export function ReplaceSheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c, say } = useCardWords();
  const { places } = useTill();
  const client = useCardsClient();
  const deed = useDeed();
  const [newCard, setNewCard] = useState('');
  const [reason, setReason] = useState<ReplaceRequest['reason']>('lost');
  const [note, setNote] = useState('');
  useCardScans(take);
  function take(scanned: string): void {
    setNewCard(scanned);
    deed.clear();
  }
  async function replace(): Promise<void> {
    const request: ReplaceRequest = { cardNumber: card.cardNumber, newCardNumber: newCard.trim(), reason, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const done = await deed.run(card.cardNumber, request, client.replace);
    if (done === undefined) return;
    onDone(doneWords(c, 'replace', done.card?.tentative));
    places.go('cards', done.card?.replacedBy ?? card.cardNumber);
  }
  const isBlamed = blamedPath(deed.failure) === '/newCardNumber';
  return (
    <SheetForm title={c('action.replace')} confirm={c('replace.go')} deed={deed} isReady={newCard.trim() !== ''} onSubmit={replace} onClose={onClose} saidAt={['/newCardNumber']}>
      <Field label={c('replace.newCard')} value={newCard} onChange={take} inputMode="numeric" hint={c('scanHint')} {...(isBlamed && deed.failure !== undefined ? { wrong: say(deed.failure) } : {})} />
      <Choices label={c('reason')} values={reasons} words={(each) => c(`replace.reason.${each}`)} chosen={reason} onChoose={setReason} />
      <Field label={c('note')} value={note} onChange={setNote} hint={c('noteHint')} />
    </SheetForm>
  );
}

/** One more card of the same customer. */
export function BindSheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c, say } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  const [other, setOther] = useState('');
  useCardScans(take);
  function take(scanned: string): void {
    setOther(scanned);
    deed.clear();
  }
  async function bind(): Promise<void> {
    const done = await deed.run(other.trim(), { cardNumber: other.trim(), accountId: card.accountId }, client.bind);
    if (done !== undefined) onDone(`${c('bind.done', { card: done.cardNumber })} ${done.card?.tentative === true ? c('done.tentative') : ''}`.trim());
  }
  const isBlamed = blamedPath(deed.failure) === '/cardNumber';
  return (
    <SheetForm title={c('action.bind')} confirm={c('bind.go')} deed={deed} isReady={other.trim() !== ''} onSubmit={bind} onClose={onClose} saidAt={['/cardNumber']}>
      <p>{c('bind.what')}</p>
      <Field label={c('bind.card')} value={other} onChange={take} inputMode="numeric" hint={c('scanHint')} {...(isBlamed && deed.failure !== undefined ? { wrong: say(deed.failure) } : {})} />
    </SheetForm>
  );
}
