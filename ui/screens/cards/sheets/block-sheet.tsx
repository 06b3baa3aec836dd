import { useState } from 'react';
import type { BlockRequest } from '../../../../agent/contract/card.ts';
import { Field } from '../../../components/field.tsx';
import { Choices } from '../choices.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { doneWords } from './done-words.ts';
import { SheetForm } from './sheet-form.tsx';

const reasons = ['lost', 'stolen', 'fraud', 'customer-wish', 'other'] as const satisfies readonly BlockRequest['reason'][];
const levels = ['blocked', 'restricted'] as const satisfies readonly BlockRequest['level'][];

export function BlockSheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  const [reason, setReason] = useState<BlockRequest['reason']>();
  const [level, setLevel] = useState<(typeof levels)[number]>('blocked');
  const [note, setNote] = useState('');
  async function block(): Promise<void> {
    if (reason === undefined) return;
    const request: BlockRequest = { cardNumber: card.cardNumber, level, reason, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const done = await deed.run(card.cardNumber, request, client.block);
    if (done !== undefined) onDone(doneWords(c, 'block', done.card?.tentative));
  }
  return (
    <SheetForm title={c('action.block')} confirm={c('block.go')} deed={deed} isReady={reason !== undefined} onSubmit={block} onClose={onClose}>
      <Choices label={c('reason')} values={reasons} words={(each) => c(`block.reason.${each}`)} chosen={reason} onChoose={setReason} />
      <Choices label={c('block.what')} values={levels} words={(each) => c(`block.takes.${each}`)} chosen={level} onChoose={setLevel} />
      <Field label={c('note')} value={note} onChange={setNote} hint={c('noteHint')} />
    </SheetForm>
  );
}
