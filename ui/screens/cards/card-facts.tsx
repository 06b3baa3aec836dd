import type { ReactNode } from 'react';
import type { CardView } from '../../../agent/contract/card.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { ageOf } from '../../format/age.ts';
import { useTill } from '../../state/till-context.ts';
import { useNow } from '../../state/use-now.ts';
import { useSubject } from '../../state/use-subject.ts';
import { BalancePanel } from './balance-panel.tsx';
import { LastOperations } from './last-operations.tsx';
import { useCardWords } from './use-card-words.ts';

/** All that this till knows of a card and its customer, with how sure and how old it is. */
export function CardFacts({ card }: Readonly<{ card: CardView }>) {
  const { c, t, localize, formats } = useCardWords();
  const { places, link } = useTill();
  const mode = useSubject(link.link$).status?.mode;
  const { state, blocks = [], replacedBy, favourite, freshness } = card;
  return (
    <>
      <section className="panel cards-head" aria-label={c('card.label')}>
        <div className="cards-title">
          <h3>{card.givenName ?? t('customer.noName')}<span className="customer-tier">{localize(card.tier.name)}</span></h3>
          <p className="cards-number">{card.cardNumber}</p>
        </div>
        <p className={`cards-state cards-state-${state}`}><strong>{c(`state.${state}.name`)}</strong> {c(`state.${state}.may`)}</p>
        {card.tentative === true ? <Fact icon="clock" tone="limited">{c('card.tentative')}</Fact> : null}
        {blocks.map((block) => <Fact key={block.blockOpId} icon="warning" tone="wrong">{c(`block.level.${block.level}`)}: {c(`block.reason.${block.reason}`)}</Fact>)}
        {state !== 'replaced' ? null : replacedBy === undefined ? <Fact icon="card">{c('card.replaced')}</Fact> : (
          <button type="button" className="cards-link" onClick={() => places.go('cards', replacedBy)}><Icon name="card" size={20} />{c('card.replacedBy', { card: replacedBy })}</button>
        )}
        {card.registered ? null : <Fact icon="info">{c('card.unregistered')}</Fact>}
        {favourite === undefined ? null : <Fact icon="star" tone="favourite">{t('customer.favourite', { name: localize(favourite.name), day: formats.day(favourite.until) })}</Fact>}
        {freshness === undefined || freshness.step === 'fresh' || mode !== 'offline' ? null : <Fact icon="limited" tone="limited">{t(`customer.freshness.${freshness.step}`)}</Fact>}
      </section>
      <BalancePanel balance={card.balance} />
      <LastOperations operations={card.lastOperations} />
      <DataAge asOfMs={card.asOfMs} />
    </>
  );
}

function Fact({ icon, tone = 'plain', children }: Readonly<{ icon: IconName; tone?: string; children: ReactNode }>) {
  return <p className={`fact fact-${tone}`}><Icon name={icon} size={20} /><span>{children}</span></p>;
}

function DataAge({ asOfMs }: Readonly<{ asOfMs: number }>) {
  const { t, c } = useCardWords();
  const { link } = useTill();
  useNow(10_000);
  if (asOfMs === 0) return <p className="cards-soft">{c('card.neverTold')}</p>;
  const age = ageOf(asOfMs, link.nowMs());
  return <p className="cards-soft">{age.unit === 'now' ? t('customer.age.now') : t(`customer.age.${age.unit}`, { count: age.count })}</p>;
}
