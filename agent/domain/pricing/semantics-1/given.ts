import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';

/** What a promotion took off a line, and what was taken off it before. Nothing is copied to take off more, and who keeps an earlier one keeps all that led to it. */
export interface Given {
  readonly promotion: CompiledPromotion;
  readonly amountMinor: number;
  readonly before: Given | undefined;
  /** A promotion of a `best` group is among them */
  readonly isChosen: boolean;
}

export function givenAfter(before: Given | undefined, promotion: CompiledPromotion, amountMinor: number): Given {
  return { promotion, amountMinor, before, isChosen: promotion.group.mode === 'best' || before?.isChosen === true };
}

/** In the order of application. */
export function inOrderGiven(last: Given | undefined): Given[] {
  const all: Given[] = [];
  for (let one = last; one !== undefined; one = one.before) all.push(one);
  return all.reverse();
}
