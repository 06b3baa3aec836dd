import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import type { LineToReturn } from '../../../agent/domain/returns/cut-lines.ts';
import { leftToUndo } from '../../../agent/domain/returns/undo.ts';
import type { Finding } from './finding.ts';
import { quoteAgain } from './replay-return.ts';
import type { SaleRecord } from './sale-records.ts';
import { clipToLeft, withPaidMoney } from './what-was-left.ts';

/** A return as the centre sees it. */
export interface JudgedReturn {
  /** Quoted once more by what its till knew: anything else is a defect */
  again: QuotedReturn;
  defect?: Finding['detail'];
  isBundleUnknown: boolean;
  /** What counts: by all returns that have arrived, and never more than was sold */
  taken: QuotedReturn;
  /** `taken` is not what the till states */
  isOtherwise: boolean;
  /** Some of it had come back elsewhere already */
  isClipped: boolean;
  /** Money that was given back beyond what was left of the sale */
  atRiskMinor: number;
}

type ArrivedSale = Pick<SaleRecord, 'returns' | 'stated'> & { sale: SaleCommitted };

/**
 * A till is judged by what it knew, and the books by what has arrived: two tills that were apart may each be right and together have taken back too much, or have cut
 * the same line otherwise. `fault` is a return that the sale cannot have had, or of which nothing was left.
 */
export function judgeReturn(bundles: ReadonlyMap<string, CompiledBundle>, record: ArrivedSale, returned: ReturnCommitted): JudgedReturn | { fault: string } {
  const { sale, returns } = record;
  const known = knownTo(record, returned);
  const again = quoteAgain(bundles, sale, known ?? returns, returned);
  if ('fault' in again) return again;
  const { quoted, ...checks } = again;
  if (known === undefined || (isSame(known, returns) && returned.terms?.soldBy === undefined)) return { again: quoted, ...checks, taken: quoted, isOtherwise: false, isClipped: false, atRiskMinor: 0 };

  const { result } = returned;
  const { lines, isClipped } = clipToLeft(sale, returns, result);
  if (lines.length === 0) return { fault: 'return-exceeds-sale' };
  const now = quoteAgain(bundles, sale, returns, asSeenHere(returned, lines));
  if ('fault' in now) return now;
  const taken = withPaidMoney(now.quoted, result);
  const left = leftToUndo(sale, returns.map((each) => each.result));
  const atRiskMinor = Math.max(0, result.refundMinor - Math.min(taken.refundMinor, left.payableMinor));
  return { again: quoted, ...checks, taken, isOtherwise: !sameJson(taken, result), isClipped, atRiskMinor };
}

/** The returns that its till counted, as it knew them: its own as it made them, others as the centre took them. Undefined where it does not say. */
function knownTo({ returns, stated }: ArrivedSale, { terms, tillId }: ReturnCommitted): ReturnCommitted[] | undefined {
  return terms?.knew?.flatMap((returnId) => {
    const own = stated.find((each) => each.returnId === returnId && each.tillId === tillId);
    return own ?? returns.find((each) => each.returnId === returnId) ?? [];
  });
}

/** The same return of these lines, quoted by the sale itself and not by its slip. */
function asSeenHere(returned: ReturnCommitted, lines: readonly LineToReturn[]): ReturnCommitted {
  const result = { ...returned.result, lines: linesOf(returned.result.lines, lines) };
  if (returned.terms?.soldBy === undefined) return { ...returned, result };
  const { soldBy: _slip, ...terms } = returned.terms;
  const { sharedBecause: _because, ...unshared } = result;
  return { ...returned, terms, result: unshared };
}

function isSame(known: readonly ReturnCommitted[], all: readonly ReturnCommitted[]): boolean {
  return known.length === all.length && known.every((each, index) => each === all[index]);
}

function linesOf(lines: QuotedReturn['lines'], cut: readonly LineToReturn[]): QuotedReturn['lines'] {
  const quantities = new Map(cut.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]));
  return lines.flatMap((line) => {
    const quantityMilli = quantities.get(line.lineId);
    return quantityMilli === undefined ? [] : [{ ...line, quantityMilli }];
  });
}
