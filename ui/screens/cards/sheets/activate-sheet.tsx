import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { SheetForm } from './sheet-form.tsx';
import { doneWords } from './done-words.ts';

export function ActivateSheet({ card, onClose, onDone }: Readonly<SheetProps>) {
  const { c } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  async function activate(): Promise<void> {
    const done = await deed.run(card.cardNumber, { cardNumber: card.cardNumber }, client.activate);
    if (done !== undefined) onDone(doneWords(c, 'activate', done.cards[0]?.tentative));
  }
  return (
    <SheetForm title={c('action.activate')} confirm={c('activate.go')} deed={deed} isReady onSubmit={activate} onClose={onClose}>
      <p>{c('activate.what', { card: card.cardNumber })}</p>
    </SheetForm>
  );
}
