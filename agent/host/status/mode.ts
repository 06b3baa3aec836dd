import type { Mode } from '../../contract/sale.ts';
import type { ModeReason } from '../../contract/status.ts';
import type { ClockQuality } from '../../domain/time/business-time.ts';

export interface ModeFacts {
  readonly reach: 'never' | 'ok' | 'unreachable' | 'failing' | 'refused';
  readonly quarantined: boolean;
  readonly isJournalSetAside: boolean;
  readonly hasCustomers: boolean;
  readonly clock: ClockQuality;
}

/**
 * What the cashier can count on. `offline`: no points can be spent, customers are as the cache knows them.
 * `limited`: the centre answers, but something else is missing. The reason that hurts most is named.
 */
export function modeOf(facts: ModeFacts): { mode: Mode; modeReason: ModeReason } {
  switch (facts.reach) {
    case 'refused': return { mode: 'offline', modeReason: 'centre-refuses-till' };
    case 'failing': return { mode: 'offline', modeReason: 'centre-failing' };
    case 'never': case 'unreachable': return { mode: 'offline', modeReason: 'centre-unreachable' };
    case 'ok': break;
  }
  if (facts.quarantined) return { mode: 'limited', modeReason: 'journal-quarantined' };
  if (facts.isJournalSetAside) return { mode: 'limited', modeReason: 'journal-set-aside' };
  if (!facts.hasCustomers) return { mode: 'limited', modeReason: 'no-customers-yet' };
  if (facts.clock === 'suspect') return { mode: 'limited', modeReason: 'clock-suspect' };
  return { mode: 'online', modeReason: 'ok' };
}
