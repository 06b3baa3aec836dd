import { useEffect, useRef } from 'react';
import type { CardView } from '../../../agent/contract/card.ts';
import type { QuestionnairesView } from '../../../agent/contract/customer.ts';
import type { IconName } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { cardActions, type CardActionName } from './card-actions.ts';
import { useCardWords } from './use-card-words.ts';

export interface ActionListProps {
  card: CardView;
  questionnaires: QuestionnairesView | undefined;
  onOpen: (name: CardActionName) => void;
}

const icons = {
  activate: 'check', replace: 'card', bind: 'plus', block: 'close', unblock: 'undo', favourite: 'star', register: 'plus', questionnaire: 'info', verify: 'check', claim: 'receipt', adjust: 'plus', slip: 'queue',
} as const satisfies Record<CardActionName, IconName>;

/** What may be done with this card here and now, each with whether a second person is needed. */
export function ActionList({ card, questionnaires, onOpen }: Readonly<ActionListProps>) {
  const { c } = useCardWords();
  const list = useRef<HTMLElement>(null);
  // Who works by keyboard is at the actions with the next Tab; a field that somebody writes in is left alone.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) list.current?.focus();
  }, []);
  const session = useSubject(useTill().session.session$);
  const offered = { hasFavourite: questionnaires?.favourite !== undefined, hasAdjustments: questionnaires?.adjustments !== undefined, hasClaims: questionnaires?.claims !== undefined, confirmsPhones: (questionnaires?.confirmation ?? 'never') !== 'never' };
  const actions = cardActions(card, offered, session);
  const [first] = actions;
  return (
    <nav ref={list} tabIndex={-1} className="cards-actions" aria-label={c('action.label')}>
      {actions.map(({ name, needsApproval }) => (
        <div key={name} className="cards-action" data-action={name}>
          <Press kind={name === first?.name && name === 'activate' ? 'main' : 'plain'} icon={icons[name]} onPress={() => onOpen(name)}>
            {c(`action.${name}`)}{needsApproval ? <small>{c('action.needsApproval')}</small> : null}
          </Press>
        </div>
      ))}
      {session === undefined ? <p className="cards-soft">{c('action.nobody')}</p> : null}
    </nav>
  );
}
