import type { Discounts } from './discount-told.ts';
import type { ChosenPoints } from './points-told.ts';

/** What all promotions are told from. */
export interface Sources extends Discounts {
  readonly points: ChosenPoints;
}
