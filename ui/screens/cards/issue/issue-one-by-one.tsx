import { useRef, useState, type FormEvent } from 'react';
import type { IssueRequest } from '../../../../agent/contract/card.ts';
import { failureOf } from '../../../client/api-failure.ts';
import { randomId } from '../../../client/random-id.ts';
import { Field } from '../../../components/field.tsx';
import { Press } from '../../../components/press.tsx';
import { useHotkeys } from '../../../components/use-hotkeys.ts';
import type { ApprovalList } from '../../../state/approvals.ts';
import { steadyCall } from '../../../state/steady-call.ts';
import { useTill } from '../../../state/till-context.ts';
import { createKept, useKept } from '../kept.ts';
import { useCardScans } from '../use-card-scans.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useCardWords } from '../use-card-words.ts';
import { CardResult } from './card-results.tsx';
import { unissued, withCard, withoutCard, withoutLast, withOutcome, type IssueList } from './issue-list.ts';

const keptList = createKept<IssueList>([]);
/** Of each card that was sent and is not known to have arrived, for ever the same */
const keptKeys = createKept<ReadonlyMap<string, string>>(new Map());

/** Every scan puts a blank on the list; nothing is issued before the button, so a wrong one is taken off again. */
export function IssueOneByOne({ accountId }: Readonly<{ accountId?: string }>) {
  const { c } = useCardWords();
  const till = useTill();
  const client = useCardsClient();
  const [list, change] = useKept(keptList);
  const [, changeKeys] = useKept(keptKeys);
  const [typed, setTyped] = useState('');
  const [isSending, setSending] = useState(false);
  const [isWaiting, setWaiting] = useState(false);
  const isRunning = useRef(false);
  const wanted = unissued(list);
  const add = (cardNumber: string) => change((before) => withCard(before, cardNumber));
  useCardScans(add);
  useHotkeys({ 'Ctrl+Z': isSending ? undefined : () => change(withoutLast) });

  function type(event: FormEvent): void {
    event.preventDefault();
    if (typed.trim() === '') return;
    add(typed.trim());
    setTyped('');
  }
  function keyOf(cardNumber: string): string {
    const known = keptKeys.of(till).value.get(cardNumber);
    if (known !== undefined) return known;
    const key = randomId();
    changeKeys((before) => new Map([...before, [cardNumber, key]]));
    return key;
  }
  async function issue(cardNumber: string, together: ApprovalList): Promise<boolean> {
    const request: IssueRequest = { form: 'plastic', cardNumber, ...(accountId === undefined ? {} : { accountId }) };
    const key = keyOf(cardNumber);
    try {
      const { cards } = await till.approvals.run(cardNumber, (overrideId) => steadyCall(() => client.issue(request, { key, ...(overrideId === undefined ? {} : { overrideId }) }), () => till.link.whenUp(), setWaiting), together);
      const [card] = cards;
      if (card !== undefined) change((before) => withOutcome(before, cardNumber, { kind: 'issued', card }));
      return true;
    } catch (error) {
      const failure = failureOf(error);
      change((before) => withOutcome(before, cardNumber, { kind: 'refused', failure }));
      // A refused key names a request that was never done: the next try is another one.
      changeKeys((before) => new Map([...before].filter(([number]) => number !== cardNumber)));
      // Who may not issue this one may issue none of the others.
      return !(failure.kind === 'problem' && failure.problem.status === 403);
    }
  }
  async function issueAll(): Promise<void> {
    if (isRunning.current) return;
    isRunning.current = true;
    setSending(true);
    const left = [...wanted];
    const together: ApprovalList = { left: () => left };
    for (const cardNumber of wanted) {
      if (!(await issue(cardNumber, together))) break;
      left.shift();
    }
    setSending(false);
    isRunning.current = false;
  }
  return (
    <div className="cards-two">
      <div className="panel form">
        <p>{c('issue.scanBlanks')}</p>
        <form className="cards-add" onSubmit={type}>
          <Field label={c('issue.card')} value={typed} inputMode="numeric" onChange={setTyped} />
          <Press isSubmit icon="plus" isDisabled={typed.trim() === ''}>{c('issue.add')}</Press>
        </form>
        <Press kind="main" isDisabled={wanted.length === 0 || isSending} onPress={() => void issueAll()}>{c('issue.go', { count: wanted.length })}</Press>
        {isWaiting ? <p className="cards-note cards-note-calm" role="status">{c('waiting')}</p> : null}
        {list.length === 0 || isSending || wanted.length > 0 ? null : <Press icon="plus" onPress={() => change(() => [])}>{c('issue.newList')}</Press>}
      </div>
      <IssueRows list={list} isSending={isSending} onRemove={(cardNumber) => change((before) => withoutCard(before, cardNumber))} />
    </div>
  );
}

function IssueRows({ list, isSending, onRemove }: Readonly<{ list: IssueList; isSending: boolean; onRemove: (cardNumber: string) => void }>) {
  const { c, say } = useCardWords();
  if (list.length === 0) return <p className="answer-empty">{c('issue.empty')}</p>;
  return (
    <ul className="cards-list" aria-label={c('results.label')} aria-live="polite">
      {list.map(({ cardNumber, outcome }) => (outcome.kind === 'issued' ? <CardResult key={cardNumber} card={outcome.card} /> : (
        <li key={cardNumber} className="cards-listed">
          <span className="cards-number">{cardNumber}</span>
          {outcome.kind === 'refused' ? <span className="cards-wrong">{say(outcome.failure)}</span> : <span className="cards-soft">{c('issue.listed')}</span>}
          <Press kind="quiet" icon="close" label={c('issue.remove', { card: cardNumber })} isDisabled={isSending} onPress={() => onRemove(cardNumber)} />
        </li>
      )))}
    </ul>
  );
}
