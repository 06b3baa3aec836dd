import { assignKills } from './plan-kills.ts';
import type { PlanOptions, PlannedEvent, PlannedReturn, PlannedSale, ReplayPlan, ShownCard } from './planned-event.ts';
import { planOutages } from './plan-outages.ts';
import { createReturnBook, type ReturnBook } from './return-book.ts';
import type { InputReceipt } from './input-receipt.ts';
import { seededRandom, type Random } from './random.ts';

/** 1 sale in 20 is returned whole, and 1 commit in 20 is sent twice: one of every block of about so many. */
const block = 20;
/** A whole return comes at most so many sales later. */
const longestReturnDelay = 30;
/** So many of the sales are first priced with their first line alone, as a till does while goods are being scanned. */
const repricedShare = 0.1;
/** So many try to spend points although the centre is out of reach. */
const offlineTryShare = 0.05;
const droppedHoldShare = 0.05;
const lostAnswerShare = 0.03;

/**
 * Turns receipts into what every till does, in order. Pure: the same receipts, options and seed give the same plan.
 * A return follows its sale at the same till, because only that till knows the sale.
 *
 * @param showCard the card that this customer shows; undefined for a customer without one
 */
export function makePlan(receipts: readonly InputReceipt[], showCard: (customer: string, random: Random) => ShownCard | undefined, options: PlanOptions): ReplayPlan {
  const random = seededRandom(options.seed);
  const tills: PlannedEvent[][] = Array.from({ length: options.tills }, () => []);
  const book = createReturnBook();
  const sales = new Map<string, PlannedSale>();
  const saleCount = receipts.filter((receipt) => receipt.kind === 'sale').length;
  const marks = planMarks(random, saleCount);
  const dueReturns = new Map<number, PlannedSale[]>();
  let unmatchedCancellationLines = 0;
  let returns = 0;

  const addReturn = (sale: PlannedSale, lines?: PlannedReturn['lines']): void => {
    returns += 1;
    tills[sale.till]?.push({ kind: 'return', returnId: `return-${serial(returns)}`, saleId: sale.saleId, till: sale.till, receiptNumber: `R${serial(returns)}`, ...(lines === undefined ? {} : { lines }) });
  };
  const addWholeReturn = (sale: PlannedSale): void => {
    if (book.returnWhole(sale.saleId)) addReturn(sale);
  };

  for (const receipt of receipts) {
    if (receipt.kind === 'cancellation') {
      unmatchedCancellationLines += cancel(book, receipt, sales, addReturn);
      continue;
    }
    const place = sales.size;
    const sale = planSale(receipt, place, random, options.tills, showCard, marks);
    sales.set(sale.saleId, sale);
    tills[sale.till]?.push(sale);
    book.sold(sale, receipt.customer);
    if (marks.returned.has(place)) {
      const due = Math.min(place + random.between(0, longestReturnDelay), saleCount - 1);
      dueReturns.set(due, [...(dueReturns.get(due) ?? []), sale]);
    }
    for (const returned of dueReturns.get(place) ?? []) addWholeReturn(returned);
  }

  return {
    tills: assignKills(tills, options.kills, random),
    sales: sales.size,
    returns,
    doubledCommits: marks.doubled.size,
    unmatchedCancellationLines,
    outages: planOutages(saleCount, options.outageShare, random),
  };
}

interface Marks {
  returned: ReadonlySet<number>;
  doubled: ReadonlySet<number>;
}

/** One place of every block, so that even a short replay has each kind. */
function planMarks(random: Random, saleCount: number): Marks {
  const blocks = saleCount === 0 ? 0 : Math.max(1, Math.round(saleCount / block));
  const start = (number: number): number => Math.floor((saleCount * number) / blocks);
  const onePerBlock = (): Set<number> => new Set(Array.from({ length: blocks }, (_, number) => random.between(start(number), start(number + 1) - 1)));
  return { returned: onePerBlock(), doubled: onePerBlock() };
}

function planSale(
  receipt: InputReceipt, place: number, random: Random, tills: number, showCard: (customer: string, random: Random) => ShownCard | undefined, marks: Marks,
): PlannedSale {
  const card = receipt.customer === undefined ? undefined : showCard(receipt.customer, random);
  return {
    kind: 'sale',
    saleId: `sale-${serial(place + 1)}`,
    till: random.between(0, tills - 1),
    receiptNumber: receipt.number,
    lines: receipt.lines.map((line, index) => ({ lineId: String(index + 1), ...line })),
    ...(card === undefined ? {} : { customer: card }),
    redeemRoll: random.next(),
    triesOffline: random.chance(offlineTryShare),
    dropsHoldFirst: random.chance(droppedHoldShare),
    pricedInSteps: receipt.lines.length > 1 && random.chance(repricedShare),
    ...(random.chance(lostAnswerShare) ? { lostAnswer: random.chance(0.5) ? 'push' : 'hold' } : {}),
    ...(marks.doubled.has(place) ? { doubledCommit: random.chance(0.5) ? 'after' : 'together' } : {}),
  };
}

/** Turns the lines of a cancellation into returns of the sales that they fit. Answers how many fitted none. */
function cancel(book: ReturnBook, receipt: InputReceipt, sales: ReadonlyMap<string, PlannedSale>, addReturn: (sale: PlannedSale, lines: PlannedReturn['lines']) => void): number {
  const matched = new Map<PlannedSale, { lineId: string; quantityMilli: number }[]>();
  let unmatched = 0;
  for (const line of receipt.lines) {
    const match = receipt.customer === undefined ? undefined : book.take(receipt.customer, line.sku, line.quantityMilli);
    const sale = match === undefined ? undefined : sales.get(match.saleId);
    if (match === undefined || sale === undefined) unmatched += 1;
    else matched.set(sale, mergeLines(matched.get(sale) ?? [], match.lines));
  }
  for (const [sale, lines] of matched) addReturn(sale, lines);
  return unmatched;
}

/** A return names each line once. */
function mergeLines(lines: readonly { lineId: string; quantityMilli: number }[], more: readonly { lineId: string; quantityMilli: number }[]): { lineId: string; quantityMilli: number }[] {
  const quantities = new Map<string, number>();
  for (const { lineId, quantityMilli } of [...lines, ...more]) quantities.set(lineId, (quantities.get(lineId) ?? 0) + quantityMilli);
  return [...quantities].map(([lineId, quantityMilli]) => ({ lineId, quantityMilli }));
}

function serial(number: number): string {
  return String(number).padStart(6, '0');
}
