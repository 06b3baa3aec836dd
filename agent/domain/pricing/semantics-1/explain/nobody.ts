import type { Condition } from '../../../promotions/condition.ts';
import type { Reason } from '../../trace.ts';
import type { WorkingSale } from '../working-sale.ts';
import { reason } from './reason.ts';

/** Why a card was shown and yet conditions see nobody; undefined where none was shown, or where the customer counts. */
export function whyNobody({ facts, input, compiled }: WorkingSale): Reason | undefined {
  if (facts.customer !== undefined || input.customer === undefined) return undefined;
  const { state } = input.customer.card;
  if (state === 'blocked') return reason('condition.card-blocked', {});
  if (state === 'replaced') return reason('condition.card-replaced', {});
  const external = compiled.bundle.externalProgrammes?.find(({ id }) => id === facts.external);
  return reason('condition.card-external', { name: external?.name ?? facts.external ?? '' });
}

/** Does the condition ask who the customer is? */
export function asksForCustomer({ kind }: Condition): boolean {
  return kinds.has(kind);
}

const kinds: ReadonlySet<Condition['kind']> = new Set(['card', 'card-scheme', 'tier', 'segment', 'tenure', 'birthday', 'purchase', 'favourite', 'personal-offer'] as const);
