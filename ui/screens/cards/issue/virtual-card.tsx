import { useState } from 'react';
import type { CardsDone, IssueRequest } from '../../../../agent/contract/card.ts';
import { Press } from '../../../components/press.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { useTill } from '../../../state/till-context.ts';
import { DeedNote } from '../deed-note.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { useDeed } from '../use-deed.ts';

/** A card without plastic: the customer's phone takes it from the screen. */
export function VirtualCard({ accountId }: Readonly<{ accountId?: string }>) {
  const { c } = useCardWords();
  const client = useCardsClient();
  const { places } = useTill();
  const deed = useDeed();
  const [card, setCard] = useState<CardsDone['cards'][number]>();
  async function issue(): Promise<void> {
    const request: IssueRequest = { form: 'virtual', ...(accountId === undefined ? {} : { accountId }) };
    const done = await deed.run(c('issue.virtual'), request, client.issue);
    if (done !== undefined) setCard(done.cards[0]);
  }
  if (card === undefined) {
    return (
      <div className="panel form cards-narrow">
        <p>{c('issue.virtualWhat')}</p>
        <DeedNote deed={deed} />
        <Press kind="main" icon="card" isDisabled={deed.isBusy} onPress={() => void issue()}>{c('issue.virtualGo')}</Press>
      </div>
    );
  }
  return (
    <div className="cards-two">
      <div className="panel cards-virtual"><VirtualCode card={card} /></div>
      <div className="form">
        <p className="cards-note cards-note-done" role="status">{c('issue.virtualDone')}{card.tentative === true ? ` ${c('done.tentative')}` : ''}</p>
        <Press kind="main" icon="card" onPress={() => places.go('cards', card.cardNumber)}>{c('issue.open')}</Press>
        <Press icon="plus" onPress={() => setCard(undefined)}>{c('issue.another')}</Press>
      </div>
    </div>
  );
}

/** The code of a virtual card with its number in words, for a phone that cannot read it. */
export function VirtualCode({ card }: Readonly<{ card: CardsDone['cards'][number] }>) {
  const { c } = useCardWords();
  return (
    <>
      <p>{c('issue.virtualShow')}</p>
      <QrCode text={card.qrText ?? card.cardNumber} label={c('slip.codeOf', { card: card.cardNumber })} />
      <p className="cards-number">{card.cardNumber}</p>
    </>
  );
}
