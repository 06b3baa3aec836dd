import type { Migration } from '../migrate.ts';

/** Adds when the centre was out of reach, and an index over repairs. A release before this reads the file as it is. */
export const desk: Migration = {
  version: 80,
  minReaderVersion: 10,
  sql: `
CREATE INDEX operation_by_repaired ON operation (payload ->> '$.opId', seq) WHERE kind = 'operation-resolved';

-- from_seq: the last operation before it; to_seq: the last one before the contact was back. drained_ms: when the centre had all of them.
CREATE TABLE outage (
  outage_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  from_seq INTEGER NOT NULL,
  to_ms INTEGER,
  to_seq INTEGER,
  drained_ms INTEGER
) STRICT;
`,
};
