import { readOperation } from '../../domain/operations/read-operation.ts';
import { safeRepairs } from '../../domain/operations/safe-repairs.ts';
import { centreStanding } from './centre-standing.ts';
import type { OperationResolved, RepairKind } from '../../domain/operations/desk-operations.ts';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { DeskTill } from './desk-till.ts';

export interface Repair {
  readonly stored: StoredOperation;
  readonly resolved: OperationResolved;
}

/** Repairs that name this operation, oldest first. */
export function repairsOf({ reader }: Pick<DeskTill, 'reader'>, opId: string): Repair[] {
  return reader.repairsOf(opId).flatMap((stored) => {
    const read = readOperation(stored);
    return read.ok && read.body.kind === 'operation-resolved' ? [{ stored, resolved: read.body.payload }] : [];
  });
}

/** Which repairs are offered: none while another is on its way to the centre. */
export function repairsOffered(desk: DeskTill, stored: StoredOperation): readonly RepairKind[] {
  const standing = centreStanding(desk, stored.seq);
  if (standing.state === 'sent' || standing.state === 'unsent' || isRepairPending(desk, stored.opId)) return [];
  return safeRepairs({ kind: stored.kind, state: standing.state, reason: standing.reason ?? standing.state, pointsSpent: pointsSpentBy(stored) });
}

export function isRepairPending(desk: DeskTill, opId: string): boolean {
  return repairsOf(desk, opId).some(({ stored }) => centreStanding(desk, stored.seq).state === 'unsent');
}

function pointsSpentBy(stored: StoredOperation): number {
  const read = readOperation(stored);
  return read.ok && read.body.kind === 'sale-committed' ? read.body.payload.result.pointsSpent : 0;
}
