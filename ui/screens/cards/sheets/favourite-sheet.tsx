import { useState } from 'react';
import type { QuestionnairesView } from '../../../../agent/contract/customer.ts';
import { Choices } from '../choices.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';
import type { SheetProps } from './card-sheet.tsx';
import { SheetForm } from './sheet-form.tsx';

export interface FavouriteSheetProps extends SheetProps {
  offer: NonNullable<QuestionnairesView['favourite']>;
}

export function FavouriteSheet({ card, offer, onClose, onDone }: Readonly<FavouriteSheetProps>) {
  const { c, localize, formats } = useCardWords();
  const client = useCardsClient();
  const deed = useDeed();
  const [categoryId, setCategoryId] = useState<string>();
  const nameOf = (id: string) => localize(offer.categories.find((each) => each.id === id)?.name ?? { ru: id });
  async function choose(): Promise<void> {
    if (categoryId === undefined) return;
    const done = await deed.run(card.cardNumber, { accountId: card.accountId, categoryId }, ({ accountId, ...request }, sent) => client.chooseFavourite(accountId, request, sent));
    if (done !== undefined) onDone(c('favourite.done', { name: nameOf(done.categoryId), day: formats.day(done.until) }));
  }
  return (
    <SheetForm title={c('action.favourite')} confirm={c('favourite.go')} deed={deed} isReady={categoryId !== undefined} onSubmit={choose} onClose={onClose}>
      <Choices label={c('favourite.label', { days: String(offer.days) })} values={offer.categories.map(({ id }) => id)} words={nameOf} chosen={categoryId} onChoose={setCategoryId} />
    </SheetForm>
  );
}
