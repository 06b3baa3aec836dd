import type { FoundCustomer, FoundCustomers } from '../../../agent/contract/customer.ts';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useCardWords } from './use-card-words.ts';

/** Customers with one telephone, to choose one of. Several are no mistake of the cashier: the centre merges them once each has shown that the number is theirs. */
export function FoundPeople({ found }: Readonly<{ found: FoundCustomers }>) {
  const { c } = useCardWords();
  const { places } = useTill();
  const { customers } = found;
  return (
    <section className="cards-people" aria-live="polite" aria-label={c('people.label')}>
      <p className="cards-people-phone"><strong>{found.phone}</strong> <span>{c('people.found', { count: customers.length })}</span></p>
      {found.source === 'cache' ? <p className="cards-note cards-note-limited"><Icon name="limited" size={20} />{c('people.cacheOnly')}</p> : null}
      {customers.length > 1 ? <p className="cards-note cards-note-calm"><Icon name="info" size={20} />{c('people.several')}</p> : null}
      {customers.map((customer) => <FoundPerson key={customer.accountId} customer={customer} />)}
      {customers.length > 0 ? null : <Press icon="plus" onPress={() => places.go('cards', 'register')}>{c('people.register')}</Press>}
    </section>
  );
}

export function FoundPerson({ customer }: Readonly<{ customer: FoundCustomer }>) {
  const { c, t, localize } = useCardWords();
  const { places } = useTill();
  const { givenName, tier, cards, isVerified, isHere, accountId } = customer;
  return (
    <button type="button" className="cards-person" disabled={!isHere} onClick={() => places.go('cards', 'customer', accountId)}>
      <span className="cards-person-name">{givenName ?? t('customer.noName')}{tier === undefined ? null : <em>{localize(tier.name)}</em>}</span>
      <span className="cards-person-cards">{cards.length === 0 ? c('people.noCards') : cards.join('   ')}</span>
      <span className="cards-soft">{isVerified ? c('people.verified') : c('people.unverified')}{isHere ? '' : ` · ${c('people.elsewhere')}`}</span>
    </button>
  );
}
