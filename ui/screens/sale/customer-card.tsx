import type { ReactNode } from 'react';
import type { SaleView } from '../../../agent/contract/sale.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { ageOf } from '../../format/age.ts';
import { storeTime } from '../../format/store-time.ts';
import { hintValues } from '../../words/card-hint-words.ts';
import { placesWords } from '../../words/places-words.ts';
import { cardTail } from '../../format/card-tail.ts';
import { useTill } from '../../state/till-context.ts';
import { useNow } from '../../state/use-now.ts';
import { pointsCount, useWords } from '../../words/use-words.ts';
import { useSubject } from '../../state/use-subject.ts';
import { pointsAhead } from './points-ahead.ts';

type Customer = NonNullable<SaleView['customer']>;

interface CustomerCardProps {
  customer: Customer | undefined;
  /** The sale is finished, so what could be spent on it is history */
  isSettled: boolean;
  /** Without goods nothing can be spent yet, which says nothing about the customer */
  hasGoods: boolean;
  /** The till alone has set the points aside */
  isOffline: boolean;
  /** The day of the sale, and the account as the price saw it: what waits, what is lost soon */
  today: string | undefined;
  state: SaleView['inputs']['customerState'];
  /** A second person lets the card pass a limit */
  onAdmit: () => void;
}

/** Who buys, and what they may do with their points. */
export function CustomerCard({ customer, ...props }: Readonly<CustomerCardProps>) {
  const { t } = useWords();
  return (
    <section className="customer" aria-label={t('customer.title')}>
      {customer === undefined ? <NoCustomer /> : customer.status === 'refused' ? <RefusedCard customer={customer} onAdmit={props.onAdmit} /> : <KnownCustomer customer={customer} {...props} />}
    </section>
  );
}

function NoCustomer() {
  const { t } = useWords();
  return <CardNotice icon="card" title={t('customer.noneTitle')} text={t('customer.noneText')} />;
}

function RefusedCard({ customer, onAdmit }: Readonly<{ customer: Extract<Customer, { status: 'refused' }>; onAdmit: () => void }>) {
  const { t, localize } = useWords();
  const values = hintValues(customer, localize);
  return (
    <>
      <CardNotice icon="info" title={t(`customer.refused.${customer.reason}.title`, values)} text={t(`customer.refused.${customer.reason}.text`, values)} tail={cardTail(customer.code)} />
      {customer.reason === 'limit-reached' ? <Press className="customer-admit" onPress={onAdmit}>{t('customer.admit')}</Press> : null}
    </>
  );
}

function CardNotice({ icon, title, text, tail }: Readonly<{ icon: IconName; title: string; text: string; tail?: string }>) {
  return (
    <div className="customer-notice">
      <Icon name={icon} size={32} />
      <div>
        <p className="customer-notice-title">{title}{tail === undefined ? null : <span className="card-tail"> •••• {tail}</span>}</p>
        <p>{text}</p>
      </div>
    </div>
  );
}

function KnownCustomer({ customer, isSettled, hasGoods, isOffline, today, state }: Readonly<CustomerCardProps & { customer: Extract<Customer, { status: 'known' }> }>) {
  const { t, formats, localize } = useWords();
  const { status } = useSubject(useTill().link.link$);
  const scale = status?.programme?.points.scale ?? 0;
  // Where the till may spend nothing by itself, the totals say why.
  const canSpendNow = !isSettled && hasGoods && (status?.mode !== 'offline' || ((status.offlineRedemption?.maxPoints ?? 0) > 0 && customer.spendablePoints > 0));
  const newBalance = useSubject(useTill().newBalance$);
  const balance = isSettled ? newBalance : customer.balancePoints;
  const { favourite, cardState, cardOrigin } = customer;
  return (
    <>
      <div className="customer-head">
        <h2>{customer.givenName ?? t('customer.noName')}<span className="customer-tier">{localize(customer.tier.name)}</span></h2>
        <p className="card-tail" aria-label={t('customer.card', { tail: cardTail(customer.cardNumber) })}>•••• {cardTail(customer.cardNumber)}</p>
      </div>
      {cardOrigin?.partner === undefined ? null : <Fact icon="info">{t('customer.ofPartner', { partner: localize(cardOrigin.partner) })}</Fact>}
      {cardOrigin?.store === undefined ? null : <Fact icon="info">{t('customer.ofStore', { store: localize(cardOrigin.store.name) })}</Fact>}
      {customer.birthdayToday ? <Fact icon="cake" tone="birthday">{t('customer.birthday')}</Fact> : null}
      {cardState === 'active' ? null : <Fact icon="info" tone="limited">{t(`customer.state.${cardState}`)}</Fact>}
      {balance === undefined ? null : (
        <p className="customer-points">
          <span className="customer-balance">{t('customer.balance', { count: pointsCount(balance, scale), points: formats.points(balance) })}</span>
          {!canSpendNow || customer.heldPoints > 0 ? null : <span>{customer.spendablePoints > 0 ? t('customer.spendable', { points: formats.points(customer.spendablePoints) }) : t('customer.nothingSpendable')}</span>}
        </p>
      )}
      {customer.heldPoints > 0 && !isSettled ? <Fact icon="check">{t(isOffline ? 'customer.heldOffline' : 'customer.held', { points: formats.points(customer.heldPoints) })}</Fact> : null}
      {isSettled || today === undefined ? null : <PointsAhead state={state} today={today} />}
      {favourite === undefined ? null : <Fact icon="star" tone="favourite">{t('customer.favourite', { name: localize(favourite.name), day: formats.day(favourite.until) })}</Fact>}
      {isSettled ? null : <SetAside setAside={customer.setAside} />}
      {isSettled || customer.freshness === undefined || customer.freshness.step === 'fresh' || status?.mode !== 'offline' ? null : <Fact icon="info" tone="limited">{t(`customer.freshness.${customer.freshness.step}`)}</Fact>}
      {isSettled ? null : <DataAge asOfMs={customer.asOfMs} />}
    </>
  );
}

/** Points that wait, and those that are lost soon. */
function PointsAhead({ state, today }: Readonly<{ state: CustomerCardProps['state']; today: string }>) {
  const { t, formats } = useWords();
  const { waiting, expiring } = pointsAhead(state, today);
  if (waiting === undefined && expiring === undefined) return null;
  return (
    <p className="customer-ahead">
      {waiting === undefined ? null : <span>{t('customer.waiting', { points: formats.points(waiting.points), day: formats.day(waiting.day) })}</span>}
      {expiring === undefined ? null : <span className="customer-expiring">{t('customer.expiring', { points: formats.points(expiring.points), day: formats.day(expiring.day) })}</span>}
    </p>
  );
}

/** Points that tills can spend without asking: how many are here and until when, how many are elsewhere and where. */
function SetAside({ setAside }: Readonly<{ setAside: Extract<Customer, { status: 'known' }>['setAside'] }>) {
  const { t, formats, localize } = useWords();
  const timeZone = useSubject(useTill().link.link$).status?.programme?.timeZone;
  const { here, elsewhere = [] } = setAside ?? {};
  const until = here === undefined ? undefined : storeTime(here.untilMs, timeZone);
  return (
    <>
      {here === undefined || until === undefined ? null : <Fact icon="check">{t('customer.setAsideHere', { points: formats.points(here.points), until: `${formats.day(until.date)} ${until.clock}` })}</Fact>}
      {elsewhere.length === 0 ? null : <Fact icon="info">{t('customer.setAsideElsewhere', { places: placesWords(t, formats, localize, elsewhere) })}</Fact>}
    </>
  );
}

function Fact({ icon, tone = 'plain', children }: Readonly<{ icon: IconName; tone?: string; children: ReactNode }>) {
  return <p className={`fact fact-${tone}`}><Icon name={icon} size={20} /><span>{children}</span></p>;
}

function DataAge({ asOfMs }: Readonly<{ asOfMs: number }>) {
  const { t } = useWords();
  const till = useTill();
  useNow(10_000);
  const age = ageOf(asOfMs, till.link.nowMs());
  return <p className="customer-age">{age.unit === 'now' ? t('customer.age.now') : t(`customer.age.${age.unit}`, { count: age.count })}</p>;
}
