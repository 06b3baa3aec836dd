import { useState } from 'react';
import { useTill } from '../../../state/till-context.ts';
import { Choices } from '../choices.tsx';
import { useCardsClient } from '../use-cards-client.ts';
import { useEscape } from '../use-escape.ts';
import { useCardWords } from '../use-card-words.ts';
import { IssueOneByOne } from './issue-one-by-one.tsx';
import { PackForm } from './pack-form.tsx';
import { VirtualCard } from './virtual-card.tsx';

const forms = ['plastic', 'pack', 'virtual'] as const;

/** New cards: blanks that are scanned one by one, a pack of them, or a virtual one. For a customer who is named, one card. */
export function IssuePage({ accountId }: Readonly<{ accountId?: string }>) {
  const { c } = useCardWords();
  const client = useCardsClient();
  const { places } = useTill();
  useEscape(() => places.go('cards', 'find'));
  const [form, setForm] = useState<(typeof forms)[number]>('plastic');
  const offered = accountId === undefined ? forms : (['plastic', 'virtual'] as const);
  const ofCustomer = accountId === undefined ? {} : { accountId };
  return (
    <div className="cards-work">
      <Choices label={c('issue.form')} values={offered} words={(each) => c(`issue.${each}`)} chosen={form} onChoose={setForm} {...(accountId === undefined ? {} : { hint: c('issue.toCustomer') })} />
      {form === 'plastic' ? <IssueOneByOne key={accountId} {...ofCustomer} /> : form === 'virtual' ? <VirtualCard {...ofCustomer} />
        : <PackForm confirm={c('issue.goPack')} send={(pack, sent) => client.issue({ form: 'plastic', ...pack }, sent)} />}
    </div>
  );
}
