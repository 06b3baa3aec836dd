import type { TraceWords } from '../../../../agent/contract/words/trace-sentences.ts';

type TracedPromotion = TraceWords['promotions'][number]['promotion'];
type Verdict = TracedPromotion['verdict'];

/** Sentences about a price, in the order in which they are asked for. */
export interface WhyParts {
  /** What took money off */
  gave: string[];
  /** What gave points */
  earned: string[];
  /** What would have fitted, and what it gave way to */
  lost: string[];
  /** What is not fulfilled, or not in the basket */
  missing: string[];
  /** About the receipt: coupons, how many points may pay */
  remarks: string[];
}

const lostVerdicts: readonly Verdict[] = ['lost', 'no-room'];
const missingVerdicts: readonly Verdict[] = ['not-met', 'no-goods'];

/** Of the whole receipt, or of what concerns one line of it. */
export function whyParts({ promotions, choices, remarks }: TraceWords, lineId?: string): WhyParts {
  const concerned = promotions.filter(({ promotion }) => lineId === undefined || concerns(promotion, lineId));
  const sentencesOf = (accept: (promotion: TracedPromotion) => boolean) => concerned.filter(({ promotion }) => accept(promotion)).map(({ sentence }) => sentence);
  const applied = ({ verdict }: TracedPromotion) => verdict === 'applied';
  return {
    gave: sentencesOf((promotion) => applied(promotion) && promotion.points === 0),
    earned: sentencesOf((promotion) => applied(promotion) && promotion.points > 0),
    lost: [
      ...sentencesOf(({ verdict }) => lostVerdicts.includes(verdict)),
      ...choices.filter(({ choice }) => lineId === undefined || choice.lineIds.includes(lineId)).map(({ sentence }) => sentence),
    ],
    missing: sentencesOf(({ verdict }) => missingVerdicts.includes(verdict)),
    remarks: lineId === undefined ? remarks.map(({ sentence }) => sentence) : [],
  };
}

/** It acted on the line, or says why it did not; what names no line at all is true of each. */
function concerns({ verdict, lineIds, reasons }: TracedPromotion, lineId: string): boolean {
  if (lineIds.includes(lineId)) return true;
  const named = reasons.flatMap((reason) => reason.lineIds ?? []);
  return named.includes(lineId) || (verdict !== 'applied' && named.length === 0);
}
