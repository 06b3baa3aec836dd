import { describe, expect, it } from 'vitest';
import { modeOf } from '../../../agent/host/status/mode.ts';
import type { ModeFacts } from '../../../agent/host/status/mode.ts';

const well: ModeFacts = { reach: 'ok', quarantined: false, hasCustomers: true, clock: 'synced' };

describe('the mode of the till', () => {
  it.each<[Partial<ModeFacts>, string, string]>([
    [{}, 'online', 'ok'],
    [{ clock: 'estimated' }, 'online', 'ok'],
    [{ reach: 'never' }, 'offline', 'centre-unreachable'],
    [{ reach: 'unreachable', quarantined: true }, 'offline', 'centre-unreachable'],
    [{ reach: 'failing', clock: 'suspect' }, 'offline', 'centre-failing'],
    [{ reach: 'unreachable', trouble: 'no-network' }, 'offline', 'no-network'],
    [{ reach: 'unreachable', trouble: 'name-unknown' }, 'offline', 'name-unknown'],
    [{ reach: 'unreachable', trouble: 'no-route' }, 'offline', 'centre-unreachable'],
    [{ reach: 'unreachable', trouble: 'service-down' }, 'offline', 'centre-down'],
    [{ reach: 'failing', trouble: 'certificate' }, 'offline', 'certificate-wrong'],
    [{ reach: 'failing', trouble: 'rubbish' }, 'offline', 'centre-answers-rubbish'],
    [{ reach: 'failing', trouble: 'error-answer' }, 'offline', 'centre-failing'],
    [{ reach: 'refused', revoked: true }, 'offline', 'till-revoked'],
    [{ reach: 'refused', hasCustomers: false }, 'offline', 'centre-refuses-till'],
    [{ quarantined: true, hasCustomers: false }, 'limited', 'journal-quarantined'],
    [{ journalNotice: 'journal-set-aside', hasCustomers: false }, 'limited', 'journal-set-aside'],
    [{ journalNotice: 'journal-lost', hasCustomers: false }, 'limited', 'journal-lost'],
    [{ hasCustomers: false, clock: 'suspect' }, 'limited', 'no-customers-yet'],
    [{ clock: 'suspect' }, 'limited', 'clock-suspect'],
  ])('with %j is %s: %s', (facts, mode, modeReason) => {
    expect(modeOf({ ...well, ...facts })).toEqual({ mode, modeReason });
  });
});
