import type { Condition, GoodsSelector, Limits, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { NotExpressible } from '../suite.ts';
import type { Cart, Thing } from './cart.ts';
import type { MedusaMethod } from './case.ts';

/** A promotion of Medusa, or one of several ways in which it may act, in our words: what its rules and its campaign ask for comes on top. */
export interface Part {
  goods: GoodsSelector;
  reward: Reward;
  limits?: Limits;
  /** Holds besides the promotion's own rules */
  when?: Condition;
}

/** What the translation of one promotion says. */
export interface Plan {
  /** The best first; the receipt takes one of them */
  parts: Part[];
  /** The stage in which it acts, as the engine orders stages */
  stage: 'line' | 'units' | 'basket';
  /** The lines that it may discount in this cart, and those that it needs for it */
  discounts: readonly Thing[];
  needs: readonly Thing[];
  /** The most that it can take off this cart */
  most: number;
  /** Does it take what it takes in one step, on one line? */
  isOneStep: boolean;
}

export const largestCount = 1_000_000;

export function offOf({ type, value }: MedusaMethod, { scale }: Cart): { kind: 'percent'; basisPoints: number } | { kind: 'amount'; amountMinor: number } {
  if (type === 'fixed') return { kind: 'amount', amountMinor: scale.toMinor(value) };
  if (type !== 'percentage') throw new NotExpressible(`Its discount is of the kind "${type}", which has no translation.`);
  const basisPoints = Math.round(value * 100);
  if (value > 100 || Math.abs(basisPoints - value * 100) > 1e-6) throw new NotExpressible(`A discount of ${value} % is finer than a hundredth of a percent, or more than the whole.`);
  return { kind: 'percent', basisPoints };
}
