import './cards.css';
import { useEffect, useRef } from 'react';
import { Tabs } from '../../components/tabs.tsx';
import { useTill } from '../../state/till-context.ts';
import { ActivatePage } from './issue/activate-page.tsx';
import { IssuePage } from './issue/issue-page.tsx';
import { CardPage } from './card-page.tsx';
import { CustomerPage } from './customer-page.tsx';
import { FindPage } from './find-page.tsx';
import { RegisterPage } from './register/register-page.tsx';
import { useCardWords } from './use-card-words.ts';

const tabs = ['find', 'register', 'issue', 'activate'] as const;

/** `#/cards` finds; `/issue`, `/activate` and `/register` do; `/customer/<account>` and `/<number>` show. */
export function CardsScreen({ rest }: Readonly<{ rest: readonly string[] }>) {
  const { c } = useCardWords();
  const { places } = useTill();
  useCardOfSale(rest);
  const [view = 'find', what] = rest;
  const isTab = tabs.find((tab) => tab === view);
  return (
    <div className="cards">
      <h2 className="unseen">{c('title')}</h2>
      <Tabs label={c('tabs.label')} names={tabs} words={(tab) => c(`tabs.${tab}`)} chosen={isTab ?? 'find'} onChoose={(tab) => (tab === 'find' ? places.go('cards', 'find') : places.go('cards', tab))} />
      {isTab === 'find' ? <FindPage /> : isTab === 'register' ? <RegisterPage {...(what === undefined ? {} : { cardNumber: what })} />
        : isTab === 'issue' ? <IssuePage {...(what === undefined ? {} : { accountId: what })} /> : isTab === 'activate' ? <ActivatePage />
        : view === 'customer' && what !== undefined ? <CustomerPage key={what} accountId={what} /> : <CardPage key={view} cardNumber={view} />}
    </div>
  );
}

/** Who comes here from a sale with a card sees that card. */
function useCardOfSale(rest: readonly string[]): void {
  const { sale, places } = useTill();
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) return;
    isFirst.current = false;
    const phase = sale.phase$.value;
    const customer = rest.length === 0 && phase.kind === 'open' ? phase.view.customer : undefined;
    if (customer?.status === 'known') places.go('cards', customer.cardNumber);
  }, [rest, sale, places]);
}
