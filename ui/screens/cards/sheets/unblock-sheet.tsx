import { useState } from 'react';
import type { UnblockRequest } from '../../../../agent/contract/card.ts';
import { Field } from '../../../components/field.tsx';
import { Choices } from '../choices.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { doneWords } from './done-words.ts';
import { SheetForm } from './sheet-form.tsx';

const reasons = ['found', 'mistake', 'cleared', 'other'] as const satisfies readonly UnblockRequest['reason'][];

/** Lifts one block; a card with several stays blocked by the others. */
export function UnblockSheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  const blocks = card.blocks ?? [];
  const [blockOpId, setBlockOpId] = useState(blocks[0]?.blockOpId);
  const [reason, setReason] = useState<UnblockRequest['reason']>();
  const [note, setNote] = useState('');
  async function unblock(): Promise<void> {
    if (reason === undefined) return;
    const request: UnblockRequest = { cardNumber: card.cardNumber, reason, ...(blockOpId === undefined ? {} : { blockOpId }), ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const done = await deed.run(card.cardNumber, request, client.unblock);
    if (done !== undefined) onDone(doneWords(c, 'unblock', done.card?.tentative));
  }
  function nameOf(opId: string): string {
    const block = blocks.find((each) => each.blockOpId === opId);
    return block === undefined ? opId : `${c(`block.level.${block.level}`)}: ${c(`block.reason.${block.reason}`)}`;
  }
  return (
    <SheetForm title={c('action.unblock')} confirm={c('unblock.go')} deed={deed} isReady={reason !== undefined} onSubmit={unblock} onClose={onClose}>
      {blocks.length > 1 ? <Choices label={c('unblock.which')} values={blocks.map((block) => block.blockOpId)} words={nameOf} chosen={blockOpId} onChoose={setBlockOpId} hint={c('unblock.others')} /> : null}
      <Choices label={c('reason')} values={reasons} words={(each) => c(`unblock.reason.${each}`)} chosen={reason} onChoose={setReason} />
      <Field label={c('note')} value={note} onChange={setNote} hint={c('noteHint')} />
    </SheetForm>
  );
}
