import './lost-race.css';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { Press } from '../components/press.tsx';
import { cardTail } from '../format/card-tail.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { useWords } from '../words/use-words.ts';

const kinds = ['card-issued', 'card-activated', 'card-bound', 'card-replaced', 'card-blocked', 'card-unblocked', 'sale-committed'] as const;

/** The oldest lost race that nobody has read: what happened, and what to tell the customer. It stays until somebody says so. */
export function LostRaceBanner() {
  const { t: c } = useTranslation('cards');
  const { localize } = useWords();
  const { lostRaces, places } = useTill();
  const unread = useSubject(lostRaces.unread$);
  const [race] = unread;
  if (race === undefined) return null;
  const { cardNumber } = race;
  const kind = kinds.find((each) => each === race.kind);
  const title = () => {
    if (race.reason === 'order-repeated') return c('race.order', { receipt: race.receiptNumber ?? '' });
    return kind === undefined || cardNumber === undefined ? c('race.label') : c(`race.kind.${kind}`, { tail: cardTail(cardNumber) });
  };
  return (
    <section className="lost-race" aria-label={c('race.label')}>
      <Icon name="info" />
      <div>
        <p><strong>{title()}</strong> {localize(race.manager)}</p>
        <p>{c('race.tell')} «{localize(race.customer)}»</p>
        {unread.length > 1 ? <p className="lost-race-more">{c('race.more', { count: unread.length - 1 })}</p> : null}
      </div>
      {cardNumber === undefined ? null : <Press icon="card" onPress={() => places.go('cards', cardNumber)}>{c('race.open')}</Press>}
      <Press kind="main" onPress={() => lostRaces.read(race.opId)}>{c('race.read')}</Press>
    </section>
  );
}
