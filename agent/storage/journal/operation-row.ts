const columnsWith = (payload: string): string => `seq, op_id AS opId, kind, schema, at_ms AS atMs, wall_ms AS wallMs, clock, ${payload}, prev, hash`;

/** The columns of `operation` in the shape of `StoredOperation`. */
export const operationColumns = columnsWith('payload');

/** The same in the shape of `QueuedOperation`: bytes that are only passed on are not made into text first. */
export const queuedColumns = columnsWith('CAST(payload AS BLOB) AS payload');
