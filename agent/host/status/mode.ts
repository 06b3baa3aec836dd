import { unreachable } from '../../domain/unreachable.ts';
import type { Mode } from '../../contract/sale.ts';
import type { ModeReason } from '../../contract/status.ts';
import type { ClockQuality } from '../../domain/time/business-time.ts';
import type { Contact } from '../../../sync/engine/sync-engine.ts';

export interface ModeFacts {
  readonly reach: Contact['reach'];
  readonly trouble?: Contact['trouble'];
  readonly quarantined: boolean;
  readonly journalNotice?: 'journal-set-aside' | 'journal-lost';
  readonly revoked?: Contact['revoked'];
  readonly hasCustomers: boolean;
  readonly clock: ClockQuality;
}

/**
 * What the cashier can count on. `offline`: the centre is out of reach, so customers are as the cache knows them, and points are spent as far as the programme lets the till go by itself.
 * `limited`: the centre answers, but something else is missing. The reason that hurts most is named.
 */
export function modeOf(facts: ModeFacts): { mode: Mode; modeReason: ModeReason } {
  if (facts.revoked === true) return { mode: 'offline', modeReason: 'till-revoked' };
  switch (facts.reach) {
    case 'refused': return { mode: 'offline', modeReason: 'centre-refuses-till' };
    case 'failing': case 'never': case 'unreachable': return { mode: 'offline', modeReason: reasonOf(facts.trouble ?? (facts.reach === 'failing' ? 'no-answer' : 'no-route')) };
    case 'ok': break;
    default: unreachable(facts.reach);
  }
  if (facts.quarantined) return { mode: 'limited', modeReason: 'journal-quarantined' };
  if (facts.journalNotice !== undefined) return { mode: 'limited', modeReason: facts.journalNotice };
  if (!facts.hasCustomers) return { mode: 'limited', modeReason: 'no-customers-yet' };
  if (facts.clock === 'suspect') return { mode: 'limited', modeReason: 'clock-suspect' };
  return { mode: 'online', modeReason: 'ok' };
}

function reasonOf(trouble: NonNullable<Contact['trouble']>): ModeReason {
  switch (trouble) {
    case 'no-network': return 'no-network';
    case 'name-unknown': return 'name-unknown';
    case 'no-route': return 'centre-unreachable';
    case 'service-down': return 'centre-down';
    case 'certificate': return 'certificate-wrong';
    case 'no-answer': case 'error-answer': return 'centre-failing';
    case 'rubbish': return 'centre-answers-rubbish';
    case 'drill': return 'drill';
    default: return unreachable(trouble);
  }
}
