import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { SaleFacts } from '../../promotions/sale-facts.ts';
import { keepsOrder } from './kept-discounts.ts';
import type { WorkingLine } from './working-line.ts';

/** May the promotion act on the line, or need its units? Goods without discount may be bought, so that others are got. */
export function mayUse({ buys }: CompiledPromotion, line: WorkingLine, facts: SaleFacts): boolean {
  return line.takesDiscounts || (buys !== undefined && !keepsOrder(line.line) && buys(line, facts));
}
