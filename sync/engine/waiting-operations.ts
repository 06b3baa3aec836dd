import type { Outbox } from '../../agent/ports/outbox.ts';
import { maxAskedVerdicts } from '../protocol/messages.ts';

/** Beyond it something is wrong anyway, and the oldest are asked for first. */
const maxRead = 1_000;

export interface UnsettledOperation {
  seq: number;
  opId: string;
  state: 'waiting' | 'parked';
  reason: string;
}

/** Which operations that are not settled the next page of the feed is asked about: all that wait or are parked in turn, some at a time. */
export function createWaitingOperations(outbox: Outbox) {
  let askedSeq = 0;
  return {
    next(): UnsettledOperation[] {
      const unsettled = outbox.unsettled(maxRead).flatMap(({ seq, state, reason }) => (state === 'quarantined' ? [] : [{ seq, state, reason }]));
      const rest = unsettled.filter(({ seq }) => seq > askedSeq);
      const asked = (rest.length === 0 ? unsettled : rest).slice(0, maxAskedVerdicts);
      askedSeq = asked.at(-1)?.seq ?? 0;
      return asked.flatMap((one) => outbox.read(one.seq - 1, 1).map(({ opId }) => ({ ...one, opId })));
    },
  };
}
