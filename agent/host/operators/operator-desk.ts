import { createLockOuts, createOverrides, createSessions } from './operator-stores.ts';
import { createPinChecker } from './pin-checker.ts';
import type { Staff } from '../../ports/operators.ts';
import type { OperatorDesk } from '../../usecases/operators/operator-desk.ts';
import type { Till } from '../../usecases/till.ts';

/** Everything about people at this till, over its journal's file. */
export function createOperatorDesk(till: Till, staff: Staff, onFault: (error: unknown) => void): OperatorDesk {
  const stores = { meta: till.meta, onFault };
  return {
    tillId: till.tillId,
    storeId: till.storeId,
    clock: till.clock,
    ids: till.ids,
    journal: till.journal,
    activeBundle: () => till.activeBundle(),
    staff,
    pins: createPinChecker(),
    sessions: createSessions(stores),
    lockOuts: createLockOuts(stores),
    overrides: createOverrides(stores),
  };
}
