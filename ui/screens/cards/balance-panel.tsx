import type { CardView } from '../../../agent/contract/card.ts';
import { storeTime } from '../../format/store-time.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { placesWords } from '../../words/places-words.ts';
import { useCardWords } from './use-card-words.ts';

/** The points: what may be spent, what comes, what will be lost, what is set aside. */
export function BalancePanel({ balance }: Readonly<{ balance: CardView['balance'] }>) {
  const { c, t, formats, localize } = useCardWords();
  const timeZone = useSubject(useTill().link.link$).status?.programme?.timeZone;
  const { pending, expiringSoon, setAside } = balance;
  const expiringPoints = expiringSoon.reduce((sum, { points }) => sum + points, 0);
  const until = setAside?.here === undefined ? undefined : storeTime(setAside.here.untilMs, timeZone);
  return (
    <section className="panel cards-balance" aria-label={c('balance.label')}>
      <dl className="cards-figures">
        <Figure name={c('balance.available')} value={formats.points(balance.availablePoints)} isMain />
        <Figure name={c('balance.pending')} value={formats.points(balance.pendingPoints)} />
        <Figure name={c('balance.expiring')} value={formats.points(expiringPoints)} />
        <Figure name={c('balance.held')} value={formats.points(balance.heldPoints)} />
      </dl>
      {balance.spendablePoints === balance.availablePoints ? null : <p className="cards-soft">{c('balance.spendable', { points: formats.points(balance.spendablePoints) })}</p>}
      {pending.length === 0 ? null : <p className="cards-soft">{c('balance.comes')} {pending.map(({ points, availableOn }) => c('balance.onDay', { points: formats.points(points), day: formats.day(availableOn) })).join(' · ')}</p>}
      {expiringSoon.length === 0 ? null : <p className="cards-soft">{c('balance.goes')} {expiringSoon.map(({ points, expiresOn }) => c('balance.onDay', { points: formats.points(points), day: formats.day(expiresOn) })).join(' · ')}</p>}
      {setAside?.here === undefined || until === undefined ? null : <p className="cards-soft">{t('customer.setAsideHere', { points: formats.points(setAside.here.points), until: `${formats.day(until.date)} ${until.clock}` })}</p>}
      {setAside?.elsewhere === undefined || setAside.elsewhere.length === 0 ? null : <p className="cards-soft">{t('customer.setAsideElsewhere', { places: placesWords(t, formats, localize, setAside.elsewhere) })}</p>}
    </section>
  );
}

function Figure({ name, value, isMain = false }: Readonly<{ name: string; value: string; isMain?: boolean }>) {
  return <div className={isMain ? 'cards-figure cards-figure-main' : 'cards-figure'}><dt>{name}</dt><dd>{value}</dd></div>;
}
