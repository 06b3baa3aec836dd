import { useCallback } from 'react';
import { randomId } from '../../client/random-id.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { CardPage } from './card-page.tsx';
import { useCardScans } from './use-card-scans.ts';
import { useCardWords } from './use-card-words.ts';
import { useCardsClient } from './use-cards-client.ts';

/** A customer who was found without a card: shown by the card of theirs that counts most, or offered one. */
export function CustomerPage({ accountId }: Readonly<{ accountId: string }>) {
  const client = useCardsClient();
  const { approvals } = useTill();
  const ask = useCallback(() => approvals.run(accountId, (overrideId) => client.identify(`account:${accountId}`, { key: randomId(), ...(overrideId === undefined ? {} : { overrideId }) })), [approvals, client, accountId]);
  const answer = useAnswer(ask);
  const customer = answer.value?.customer;
  if (customer?.status === 'known') return <CardPage cardNumber={customer.cardNumber} />;
  return <AnswerView answer={answer}>{() => <WithoutCard accountId={accountId} />}</AnswerView>;
}

function WithoutCard({ accountId }: Readonly<{ accountId: string }>) {
  const { c } = useCardWords();
  const { places } = useTill();
  useCardScans((cardNumber) => places.go('cards', cardNumber));
  return (
    <div className="panel cards-lone">
      <p className="cards-lone-title">{c('customer.noCardTitle')}</p>
      <p>{c('customer.noCardText')}</p>
      <Press kind="main" icon="card" onPress={() => places.go('cards', 'issue', accountId)}>{c('customer.issue')}</Press>
    </div>
  );
}
