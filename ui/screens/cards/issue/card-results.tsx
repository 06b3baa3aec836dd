import type { CardsDone } from '../../../../agent/contract/card.ts';
import { Icon } from '../../../components/icon.tsx';
import { useTill } from '../../../state/till-context.ts';
import { useCardWords } from '../use-card-words.ts';

/** What became of each card, in the order of the numbers. */
export function CardResults({ cards }: Readonly<{ cards: CardsDone['cards'] }>) {
  const { c } = useCardWords();
  return (
    <section aria-label={c('results.label')}>
      <p className="cards-note cards-note-done" role="status"><Icon name="check" size={20} />{c('results.done', { count: cards.length })}</p>
      <ul className="cards-list">{cards.map((card) => <CardResult key={card.cardNumber} card={card} />)}</ul>
    </section>
  );
}

export function CardResult({ card }: Readonly<{ card: CardsDone['cards'][number] }>) {
  const { c } = useCardWords();
  const { places } = useTill();
  return (
    <li className="cards-listed">
      <button type="button" className="cards-link" onClick={() => places.go('cards', card.cardNumber)}>{card.cardNumber}</button>
      <span>{card.state === undefined ? c('results.unknownState') : c(`state.${card.state}.name`)}{card.tentative === true ? <span className="cards-soft"> · {c('results.tentative')}</span> : null}</span>
    </li>
  );
}
