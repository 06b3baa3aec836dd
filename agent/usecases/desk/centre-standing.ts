import type { CentreState } from '../../ports/journal-reader.ts';
import type { DeskTill } from './desk-till.ts';

export interface CentreStanding {
  readonly state: CentreState;
  /** Why it is not settled, where the centre said so */
  readonly reason?: string;
}

/** How the operation stands with the centre, as far as this till knows. */
export function centreStanding({ outbox }: Pick<DeskTill, 'outbox'>, seq: number): CentreStanding {
  const delivery = outbox.delivery(seq);
  if (delivery !== undefined) return { state: delivery.state, reason: delivery.reason };
  return { state: seq > outbox.position().seq ? 'unsent' : 'sent' };
}
