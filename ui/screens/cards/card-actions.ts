import type { CardView } from '../../../agent/contract/card.ts';
import type { SessionView } from '../../../agent/contract/operators.ts';
import type { Right } from '../../state/session.ts';

/** What may be done on the page of a card; each but `slip` is a right of its own. */
export const cardActionNames = ['activate', 'replace', 'bind', 'block', 'unblock', 'favourite', 'register', 'questionnaire', 'verify', 'claim', 'adjust', 'slip'] as const;
export type CardActionName = (typeof cardActionNames)[number];

export interface CardAction {
  name: CardActionName;
  /** The agent will ask for a second person */
  needsApproval: boolean;
}

export const rightOf = {
  activate: 'card-activate', replace: 'card-replace', bind: 'card-bind', block: 'card-block', unblock: 'card-unblock', favourite: 'favourite',
  register: 'customer-register', questionnaire: 'customer-change', verify: 'customer-change', claim: 'points-claim', adjust: 'points-adjust', slip: 'identify',
} as const satisfies Record<CardActionName, Right>;

/** What the programme has besides cards. */
export interface Offered {
  hasFavourite: boolean;
  hasAdjustments: boolean;
  hasClaims: boolean;
  confirmsPhones: boolean;
}

type Judged = Pick<CardView, 'state' | 'blocks' | 'registered'>;

/** What the card's state lets be done, and who is signed in; where nobody is, the agent says who may. The agent judges again: this only spares vain attempts. */
export function cardActions(card: Judged, offered: Offered, session: Pick<SessionView, 'rights' | 'withApproval'> | undefined): CardAction[] {
  return cardActionNames.filter((name) => fits(name, card, offered)).flatMap((name): CardAction[] => {
    const right = rightOf[name];
    if (session === undefined || session.rights.includes(right)) return [{ name, needsApproval: false }];
    return session.withApproval.includes(right) ? [{ name, needsApproval: true }] : [];
  });
}

function fits(name: CardActionName, { state, blocks = [], registered }: Judged, offered: Offered): boolean {
  const isReplaced = state === 'replaced';
  const counts = state === 'issued' || state === 'active' || state === 'restricted';
  // A block that is about the card and not about its customer does not keep another card from taking its place.
  const isOnlyAboutTheCard = blocks.every(({ reason }) => reason === 'lost' || reason === 'stolen');
  const may: Record<CardActionName, boolean> = {
    activate: state === 'issued' && blocks.length === 0,
    replace: !isReplaced && isOnlyAboutTheCard,
    bind: state === 'issued' || state === 'active',
    block: !isReplaced,
    unblock: !isReplaced && blocks.length > 0,
    favourite: counts && offered.hasFavourite,
    register: !isReplaced && !registered,
    questionnaire: registered,
    verify: registered && offered.confirmsPhones,
    claim: counts && offered.hasClaims,
    adjust: !isReplaced && offered.hasAdjustments,
    slip: counts,
  };
  return may[name];
}
