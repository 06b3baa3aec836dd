import { rights } from '../../agent/domain/operators/right.ts';
import type { RolesPart } from '../../agent/domain/operators/roles-of.ts';

const everybody = { id: 'everybody', name: { ru: 'Все' }, rights: [...rights], withApproval: [], approves: [] };

/** Parts of a programme in which nobody needs to sign in for anything: for tests that are about something else. */
export const everybodyMayAll = { roles: [everybody], access: { unattended: everybody.id, tillSoftware: everybody.id } } satisfies RolesPart;
