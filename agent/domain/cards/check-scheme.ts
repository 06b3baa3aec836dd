import { findUnknownId, type Problem } from '../promotions/problem.ts';
import { bodyLength, cardLength } from './card-number.ts';
import type { CardScheme, NumberRange } from './card-scheme.ts';

/** Why a scheme makes no card numbers, or none that it says; paths are from the scheme. */
export function findSchemeProblem(scheme: CardScheme, stores: ReadonlySet<string>): Problem | undefined {
  const length = cardLength(scheme);
  if (scheme.check === 'ean13' && length !== 13) return { path: '', detail: `makes numbers of ${length} digits; with an EAN-13 check digit there must be 13` };
  if (length < 6 || length > 20) return { path: '', detail: `makes numbers of ${length} digits; a card number has 6 to 20` };
  return findRangeProblem(scheme) ?? findStoreProblem(scheme, stores);
}

function findRangeProblem(scheme: CardScheme): Problem | undefined {
  const digits = bodyLength(scheme);
  let last: NumberRange | undefined;
  for (const [index, range] of (scheme.ranges ?? []).entries()) {
    for (const end of ['from', 'to'] as const) {
      const path = `/ranges/${index}/${end}`;
      if (range[end].length !== digits) return { path, detail: `has ${range[end].length} digits; without the check digit there must be ${digits}` };
      if (!range[end].startsWith(scheme.prefix)) return { path, detail: `does not begin with the prefix ${scheme.prefix}` };
    }
    if (range.to < range.from) return { path: `/ranges/${index}/to`, detail: `is below ${range.from}, where the range begins` };
    if (last !== undefined && range.from <= last.to) return { path: `/ranges/${index}/from`, detail: `must be above ${last.to}, where the range before it ends` };
    last = range;
  }
  return undefined;
}

function findStoreProblem({ storeIds = {}, storeDigits }: CardScheme, stores: ReadonlySet<string>): Problem | undefined {
  for (const [digits, storeId] of Object.entries(storeIds)) {
    const path = `/storeIds/${digits}`;
    if (digits.length !== storeDigits) return { path, detail: `must have ${storeDigits} digits, as the store has in a number` };
    const unknown = findUnknownId(path, storeId, stores, 'store');
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}
