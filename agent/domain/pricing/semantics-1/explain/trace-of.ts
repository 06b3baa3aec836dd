import type { PricedSale } from '../../priced-sale.ts';
import type { Trace, TracedPromotion } from '../../trace.ts';
import type { Combined } from '../combine.ts';
import type { WorkingSale } from '../working-sale.ts';
import { choicesOf } from './choices-of.ts';
import { concernedBy } from './concerned.ts';
import { setsInTurn } from './discount-told.ts';
import { ChosenPoints } from './points-told.ts';
import { remarksOf } from './remarks.ts';
import { Taken } from './taken.ts';
import { tellPromotion } from './tell-promotion.ts';

/** Why the sale costs what it costs, told after the fact from what is left of the pricing: so it costs nothing where nobody asks. The sale's lines are of no use afterwards. */
export function traceOf(sale: WorkingSale, combined: Combined, beforeCap: Taken, priced: PricedSale): Trace {
  const final = new Taken(sale);
  const sources = { beforeCap, final, points: new ChosenPoints() };
  const told = concernedBy(sale, final, priced).map((concerned) => tellPromotion(sale, sources, concerned, priced));
  const places = new Map([...new Set(priced.promotions.map(({ promotionId }) => promotionId))].map((id, place) => [id, place]));
  const placeOf = ({ promotionId, verdict }: TracedPromotion): number => places.get(promotionId) ?? (verdict === 'applied' ? places.size : places.size + 1);
  const packsAll = !told.some(({ reasons }) => reasons.some(({ key }) => key === `trace.${setsInTurn}`));
  return {
    exact: combined.exact && packsAll,
    plans: Math.max(1, combined.plans),
    choices: choicesOf(sale, combined, beforeCap),
    remarks: remarksOf(sale, combined, final, priced),
    promotions: told.toSorted((a, b) => placeOf(a) - placeOf(b)),
  };
}
