import { useCallback, useEffect, useRef, useState } from 'react';
import { filter } from 'rxjs';
import type { CardView } from '../../../agent/contract/card.ts';
import { problemCode } from '../../client/api-failure.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSubject } from '../../state/use-subject.ts';
import { ActionList } from './action-list.tsx';
import { CardFacts } from './card-facts.tsx';
import type { CardActionName } from './card-actions.ts';
import { CardSheet } from './sheets/card-sheet.tsx';
import { UnknownCard } from './unknown-card.tsx';
import { useCardScans, useClaimScans } from './use-card-scans.ts';
import { useEscape } from './use-escape.ts';
import { useCardsClient } from './use-cards-client.ts';

/** A card and its customer on the left, what may be done on the right. It is read again whenever the till has heard something new. */
export function CardPage({ cardNumber }: Readonly<{ cardNumber: string }>) {
  const client = useCardsClient();
  const { places, claimCode$ } = useTill();
  const claimCode = useSubject(claimCode$);
  const ask = useCallback(() => client.card(cardNumber), [client, cardNumber]);
  const answer = useAnswer(ask);
  const offered = useAnswer(client.questionnaires);
  useNews(answer.value, answer.again);
  useCardScans((scanned) => (scanned === cardNumber ? answer.again() : places.go('cards', scanned)));
  const [chosen, setSheet] = useState<CardActionName>();
  const sheet = chosen ?? (claimCode === undefined ? undefined : 'claim');
  const [done, setDone] = useState<string>();
  useClaimScans((code) => (sheet === undefined ? claimCode$.next(code) : undefined));
  const close = useCallback(() => {
    setSheet(undefined);
    claimCode$.next(undefined);
  }, [claimCode$]);
  useEscape(() => (sheet === undefined ? places.go('cards', 'find') : close()));

  function open(name: CardActionName): void {
    setDone(undefined);
    if (name === 'register') places.go('cards', 'register', cardNumber);
    else setSheet(name);
  }
  function finish(words: string): void {
    close();
    setDone(words);
    answer.again();
  }
  if (answer.failure !== undefined && problemCode(answer.failure) === 'card-unknown' && answer.value === undefined) return <UnknownCard cardNumber={cardNumber} />;
  return (
    <AnswerView answer={answer}>
      {(card) => (
        <div className="cards-page">
          <div className="cards-left"><CardFacts card={card} /></div>
          <div className="cards-right">
            {done === undefined ? null : <p className="cards-note cards-note-done" role="status">{done}</p>}
            <ActionList card={card} questionnaires={offered.value} onOpen={open} />
            {sheet === undefined ? null : <CardSheet name={sheet} card={card} questionnaires={offered.value} onClose={close} onDone={finish} />}
          </div>
        </div>
      )}
    </AnswerView>
  );
}

/** Asks again when the centre told of the account, something was done to the card, or the link to the centre changed. */
function useNews(card: CardView | undefined, again: () => void): void {
  const { cardNews$, link } = useTill();
  const mode = useSubject(link.link$).status?.mode;
  const seenMode = useRef(mode);
  useEffect(() => {
    const subscription = cardNews$.pipe(filter((news) => news.accountId === card?.accountId || news.cardNumber === card?.cardNumber)).subscribe(again);
    return () => subscription.unsubscribe();
  }, [cardNews$, card?.accountId, card?.cardNumber, again]);
  useEffect(() => {
    if (seenMode.current !== undefined && seenMode.current !== mode) again();
    seenMode.current = mode;
  }, [mode, again]);
}
