import type { CustomerRequest, LineRequest, SaleRequest, SaleView } from '../../agent/contract/sale.ts';

export type DraftLine = LineRequest & { lineId: string };

type Surroundings = Pick<SaleRequest, 'coupons' | 'payment' | 'channel' | 'external'>;

/** What the cashier decides about a sale: all that a PUT carries. Prices, promotions and points are the agent's answer to it. */
export interface Draft {
  readonly lines: readonly DraftLine[];
  readonly customer?: CustomerRequest;
  /** What till software put into the sale: the page carries it along */
  readonly surroundings?: Surroundings;
  /** The customer's card did not count when it was looked up: shown again, it is looked up again */
  readonly isCardRefused?: true;
}

/** A wish, as a function, so that it can be applied again to a newer revision. The same draft back means: nothing to do. */
export type DraftChange = (draft: Draft) => Draft;

/** A good as it is put into a basket. */
export interface PickedGood {
  sku: string;
  unit: 'piece' | 'kg';
  quantityMilli: number;
  unitPriceMinor: number;
  /** Of one marked piece */
  mark?: string;
}

export const emptyDraft: Draft = { lines: [] };

/** The draft that a revision of the agent stands for. */
export function draftOf(view: SaleView): Draft {
  const customer = customerOf(view);
  const { lines, ...surroundings } = view.basket;
  return { lines, surroundings, ...(customer === undefined ? {} : { customer }), ...(view.customer?.status === 'refused' ? { isCardRefused: true } : {}) };
}

function customerOf(view: SaleView): CustomerRequest | undefined {
  if (view.customer === undefined) return undefined;
  const code = view.customer.status === 'known' ? view.customer.cardNumber : view.customer.code;
  const identifiedBy = view.customer.status === 'known' ? view.customer.identifiedBy : view.inputs.identifiedBy ?? 'scan';
  // What a code has proven the agent knows by itself; nobody can claim it.
  return identifiedBy === 'dynamic-qr' ? { code } : { code, identifiedBy };
}

export function saleRequest(draft: Draft, baseRevision: number): SaleRequest {
  return { baseRevision, lines: [...draft.lines], ...draft.surroundings, ...(draft.customer === undefined ? {} : { customer: draft.customer }) };
}

/** One more of a good. Pieces of one good at one price share a line; each weighing is a line of its own, and so is a marked piece, and what was ordered at a price of its own. The same marked piece again changes nothing. */
export function addGood(good: PickedGood): DraftChange {
  return (draft) => {
    if (good.mark !== undefined && draft.lines.some((line) => line.mark === good.mark)) return draft;
    const same = good.unit === 'piece' && good.mark === undefined ? draft.lines.find((line) => line.sku === good.sku && line.unitPriceMinor === good.unitPriceMinor && line.mark === undefined && line.ordered === undefined) : undefined;
    if (same !== undefined) return setQuantity(same.lineId, same.quantityMilli + good.quantityMilli)(draft);
    const { sku, quantityMilli, unitPriceMinor, mark } = good;
    return { ...draft, lines: [...draft.lines, { lineId: nextLineId(draft.lines), sku, quantityMilli, unitPriceMinor, ...(mark === undefined ? {} : { mark }) }] };
  };
}

/** A coupon counts once, however often it is shown. */
export function addCoupon(code: string): DraftChange {
  return (draft) => {
    const coupons = draft.surroundings?.coupons ?? [];
    return coupons.includes(code) ? draft : { ...draft, surroundings: { ...draft.surroundings, coupons: [...coupons, code] } };
  };
}

export function removeCoupon(code: string): DraftChange {
  return (draft) => {
    const coupons = draft.surroundings?.coupons ?? [];
    return coupons.includes(code) ? withSurroundings(draft, { coupons: coupons.filter((each) => each !== code) }) : draft;
  };
}

/** The programme that the customer chose in place of own points; undefined: own points. */
export function setExternal(external: string | undefined): DraftChange {
  return (draft) => (draft.surroundings?.external === external ? draft : withSurroundings(draft, { external }));
}

/** How it will be paid; undefined: not known yet. */
export function setPayment(method: string | undefined): DraftChange {
  return (draft) => (draft.surroundings?.payment?.method === method ? draft : withSurroundings(draft, { payment: method === undefined ? undefined : { method } }));
}

/** What is undefined or an empty list is left out, as the contract has it. */
function withSurroundings(draft: Draft, change: { [Name in keyof Surroundings]: Surroundings[Name] | undefined }): Draft {
  const all = Object.entries({ ...draft.surroundings, ...change }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return { ...draft, surroundings: Object.fromEntries(all) };
}

/** Zero or less takes the line out. */
export function setQuantity(lineId: string, quantityMilli: number): DraftChange {
  return (draft) => {
    const line = draft.lines.find((each) => each.lineId === lineId);
    if (line === undefined || line.quantityMilli === quantityMilli) return draft;
    if (quantityMilli <= 0) return removeLine(lineId)(draft);
    return { ...draft, lines: draft.lines.map((each) => (each === line ? { ...line, quantityMilli } : each)) };
  };
}

export function removeLine(lineId: string): DraftChange {
  return (draft) => {
    const lines = draft.lines.filter((line) => line.lineId !== lineId);
    return lines.length === draft.lines.length ? draft : { ...draft, lines };
  };
}

export function setCustomer(customer: CustomerRequest): DraftChange {
  return (draft) => {
    const isSame = draft.customer?.code === customer.code && draft.customer.identifiedBy === customer.identifiedBy;
    return isSame && draft.isCardRefused === undefined ? draft : { ...draft, customer };
  };
}

/** Takes back what turned `before` into `after`, and leaves alone what others have changed since. */
export function revert(before: Draft, after: Draft): DraftChange {
  return (draft) => {
    const wasThere = new Map(before.lines.map((line) => [line.lineId, line]));
    const added = new Set(after.lines.filter((line) => !wasThere.has(line.lineId)).map((line) => line.lineId));
    const touched = new Set(after.lines.filter((line) => wasThere.get(line.lineId)?.quantityMilli !== line.quantityMilli).map((line) => line.lineId));
    const kept = draft.lines
      .filter((line) => !added.has(line.lineId))
      .map((line) => (touched.has(line.lineId) ? (wasThere.get(line.lineId) ?? line) : line));
    const isCustomerSame = before.customer?.code === after.customer?.code;
    const customer = isCustomerSame ? draft.customer : before.customer;
    const { surroundings } = withSurroundings(draft, surroundingsBefore(draft.surroundings ?? {}, before.surroundings ?? {}, after.surroundings ?? {}));
    return { ...(surroundings === undefined || Object.keys(surroundings).length === 0 ? {} : { surroundings }), lines: withRemoved(kept, before, after), ...(customer === undefined ? {} : { customer }) };
  };
}

function surroundingsBefore(now: Surroundings, before: Surroundings, after: Surroundings): Parameters<typeof withSurroundings>[1] {
  const [had, has] = [before.coupons ?? [], after.coupons ?? []];
  const coupons = (now.coupons ?? []).filter((code) => had.includes(code) || !has.includes(code));
  return {
    coupons: [...coupons, ...had.filter((code) => !has.includes(code) && !coupons.includes(code))],
    ...(before.external === after.external ? {} : { external: before.external }),
    ...(before.payment?.method === after.payment?.method ? {} : { payment: before.payment }),
  };
}

/** Lines that the change had taken out come back behind the line that they stood behind. */
function withRemoved(kept: readonly DraftLine[], before: Draft, after: Draft): DraftLine[] {
  const lines = [...kept];
  for (const [index, line] of before.lines.entries()) {
    const isRemoved = !after.lines.some((each) => each.lineId === line.lineId);
    if (!isRemoved || lines.some((each) => each.lineId === line.lineId)) continue;
    const neighbour = before.lines[index - 1]?.lineId;
    lines.splice(neighbour === undefined ? 0 : lines.findIndex((each) => each.lineId === neighbour) + 1, 0, line);
  }
  return lines;
}

function nextLineId(lines: readonly DraftLine[]): string {
  const numbers = lines.map((line) => Number(/^([0-9]{1,9})$/.exec(line.lineId)?.[1] ?? 0));
  return String(Math.max(0, ...numbers) + 1);
}
