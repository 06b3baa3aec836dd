import type { ReturnRequest, ReturnView } from '../../../agent/contract/sale.ts';

/** What names the sale whose goods come back, or the goods themselves where no receipt is there. */
export type ReturnSource =
  | { kind: 'code'; code: string }
  | { kind: 'receipt'; receiptNumber: string; date?: string }
  | { kind: 'sale'; saleId: string }
  | { kind: 'blind'; blind: NonNullable<ReturnRequest['blind']> };

/** How much of a line comes back, in thousandths; lines that stay are not named */
export type Chosen = ReadonlyMap<string, number>;

/** The request of the next revision. Without lines all that is left of the sale is quoted, which tells what that is. */
export function returnRequest(source: ReturnSource, baseRevision: number, chosen: Chosen | undefined): ReturnRequest {
  const lines = chosen === undefined || source.kind === 'blind' ? {} : { lines: [...chosen].map(([lineId, quantityMilli]) => ({ lineId, quantityMilli })) };
  const { kind: _kind, ...named } = source;
  return { baseRevision, ...named, ...lines };
}

/** What is left of each line before this return. */
export function leftOf(view: ReturnView): Chosen {
  return new Map((view.sold?.lines ?? []).map((line) => [line.lineId, Math.max(0, line.quantityMilli - line.returnedMilli)] as const));
}

/** What the quote is about: its lines. */
export function quotedLines(view: ReturnView): Chosen {
  return new Map(view.quoted.lines.map((line) => [line.lineId, line.quantityMilli] as const));
}

/** True where the quote is of what is chosen now, and not of what was chosen a moment ago. */
export function isQuoteOf(view: ReturnView, chosen: Chosen): boolean {
  const quoted = quotedLines(view);
  return quoted.size === chosen.size && [...chosen].every(([lineId, quantityMilli]) => quoted.get(lineId) === quantityMilli);
}

/** Chosen within what is left; zero takes the line out. */
export function choose(chosen: Chosen, left: Chosen, lineId: string, quantityMilli: number): Chosen {
  const kept = Math.min(Math.max(0, quantityMilli), left.get(lineId) ?? 0);
  const next = new Map(chosen);
  if (kept === 0) next.delete(lineId);
  else next.set(lineId, kept);
  return next;
}

/** All that is left of all lines. */
export function chooseAll(left: Chosen): Chosen {
  return new Map([...left].filter(([, quantityMilli]) => quantityMilli > 0));
}

/** Nothing of the sale came back before: only then it can be cancelled as a whole. */
export function isUntouched(view: ReturnView): boolean {
  return (view.sold?.lines ?? []).every((line) => line.returnedMilli === 0);
}
