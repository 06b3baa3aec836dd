/** The columns of `operation` in the shape of `StoredOperation`. */
export const operationColumns = 'seq, op_id AS opId, kind, schema, at_ms AS atMs, wall_ms AS wallMs, clock, payload, prev, hash';
