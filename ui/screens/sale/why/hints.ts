import { reasonWords, type TraceWords } from '../../../../agent/contract/words/trace-sentences.ts';
import type { TraceSpeech } from '../../../../agent/contract/words/trace-values.ts';

/** What the customer could still take to have more, as one sentence. */
export interface Hint {
  promotionId: string;
  /** Of the promotion, in the language of the screen */
  name: string;
  /** "one more: yoghurt" */
  more: string;
}

const key = 'trace.more.';
/** More of them would be read by nobody while a queue waits. */
const shown = 2;

/** From the reasons of the price: first what is nearest to being had already, as its goods are in the basket. */
export function hintsOf({ promotions }: TraceWords, speech: TraceSpeech): Hint[] {
  return promotions
    .filter(({ promotion }) => promotion.verdict === 'applied' || promotion.verdict === 'no-goods')
    .flatMap(({ promotion }) => {
      const reason = promotion.reasons.find((each) => each.key.startsWith(key));
      return reason === undefined ? [] : [{ promotionId: promotion.promotionId, name: speech.localize(promotion.name), more: reasonWords(reason, speech) }];
    })
    .slice(0, shown);
}
