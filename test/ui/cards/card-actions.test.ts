import { describe, expect, it } from 'vitest';
import type { CardView } from '../../../agent/contract/card.ts';
import { cardActions, rightOf } from '../../../ui/screens/cards/card-actions.ts';

const everything = { hasFavourite: true, hasAdjustments: true, hasClaims: true, confirmsPhones: true };
const all = [...new Set(Object.values(rightOf))];
const manager = { rights: all, withApproval: [] };
const block = (reason: 'lost' | 'fraud') => ({ blockOpId: 'b-1', level: 'blocked' as const, reason });
type Judged = Pick<CardView, 'state' | 'blocks' | 'registered'>;
const names = (card: Judged, offered = everything) => cardActions(card, offered, manager).map(({ name }) => name);

describe('what may be done with a card', () => {
  it.each<[string, Judged, string[]]>([
    ['issued', { state: 'issued', registered: false }, ['activate', 'replace', 'bind', 'block', 'favourite', 'register', 'claim', 'adjust', 'slip']],
    ['active and registered', { state: 'active', registered: true }, ['replace', 'bind', 'block', 'favourite', 'questionnaire', 'verify', 'claim', 'adjust', 'slip']],
    ['blocked as it was lost', { state: 'blocked', registered: false, blocks: [block('lost')] }, ['replace', 'block', 'unblock', 'register', 'adjust']],
    ['blocked for its customer', { state: 'blocked', registered: false, blocks: [block('fraud')] }, ['block', 'unblock', 'register', 'adjust']],
    ['restricted', { state: 'restricted', registered: false, blocks: [{ ...block('fraud'), level: 'restricted' }] }, ['block', 'unblock', 'favourite', 'register', 'claim', 'adjust', 'slip']],
    ['replaced', { state: 'replaced', registered: true }, ['questionnaire', 'verify']],
  ])('that is %s', (_, card, expected) => expect(names(card)).toEqual(expected));

  it('is only what the programme has', () => {
    expect(names({ state: 'active', registered: true }, { hasFavourite: false, hasAdjustments: false, hasClaims: false, confirmsPhones: false })).toEqual(['replace', 'bind', 'block', 'questionnaire', 'slip']);
  });

  it('is what who is signed in may do, and says where a second person is needed', () => {
    const cashier = { rights: ['identify' as const, 'favourite' as const], withApproval: ['card-block' as const] };
    expect(cardActions({ state: 'active', registered: false }, everything, cashier)).toEqual([
      { name: 'block', needsApproval: true }, { name: 'favourite', needsApproval: false }, { name: 'slip', needsApproval: false },
    ]);
  });

  it('is all of it where nobody is signed in, as the agent says then who may', () => {
    expect(cardActions({ state: 'issued', registered: false }, everything, undefined)).toHaveLength(9);
  });
});
