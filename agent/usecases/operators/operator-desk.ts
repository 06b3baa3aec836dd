import type { RolesPart } from '../../domain/operators/roles-of.ts';
import type { LockOuts, Overrides, PinChecker, Sessions, Staff } from '../../ports/operators.ts';
import type { Till } from '../till.ts';

/** What the use cases about people at the till need. */
export interface OperatorDesk extends Pick<Till, 'tillId' | 'storeId' | 'clock' | 'ids' | 'journal' | 'activeBundle'> {
  readonly staff: Staff;
  readonly pins: PinChecker;
  readonly sessions: Sessions;
  readonly lockOuts: LockOuts;
  readonly overrides: Overrides;
}

/** Who may do what by the programme in service; before there is one, the defaults. */
export function rolesPart(desk: Pick<OperatorDesk, 'activeBundle'>): RolesPart {
  return desk.activeBundle()?.bundle ?? {};
}
