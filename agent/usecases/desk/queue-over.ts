import type { StoredOperation } from '../../domain/operations/operation.ts';

/** So many operations waited by then. */
export interface QueuedAt {
  readonly atMs: number;
  readonly operations: number;
}

/** Places of a picture: more of them nobody can tell apart on a screen. */
const maxPlaces = 100;

/** How the queue grew while nothing could be sent: evenly chosen operations, the last among them. */
export function queueOver(operations: readonly Pick<StoredOperation, 'atMs'>[]): QueuedAt[] {
  const places = Math.min(maxPlaces, operations.length);
  return Array.from({ length: places }, (_, place) => {
    const count = Math.ceil(((place + 1) * operations.length) / places);
    return { atMs: operations[count - 1]?.atMs ?? 0, operations: count };
  });
}
