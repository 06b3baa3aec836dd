import type { Outbox } from '../../agent/ports/outbox.ts';
import { maxAskedVerdicts } from '../protocol/messages.ts';

/** Beyond it something is wrong anyway, and the oldest are asked for first. */
const maxRead = 1_000;

export interface WaitingOperation {
  seq: number;
  opId: string;
}

/** Which waiting operations the next page of the feed is asked about: all of them in turn, some at a time. */
export function createWaitingOperations(outbox: Outbox) {
  let askedSeq = 0;
  return {
    next(): WaitingOperation[] {
      const waiting = outbox.unsettled(maxRead).filter(({ state }) => state === 'waiting');
      const rest = waiting.filter(({ seq }) => seq > askedSeq);
      const asked = (rest.length === 0 ? waiting : rest).slice(0, maxAskedVerdicts);
      askedSeq = asked.at(-1)?.seq ?? 0;
      return asked.flatMap(({ seq }) => outbox.read(seq - 1, 1).map(({ opId }) => ({ seq, opId })));
    },
  };
}
