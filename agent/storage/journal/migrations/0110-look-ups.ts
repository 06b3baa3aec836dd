import type { Migration } from '../migrate.ts';

/** Adds who looked up which codes within the hour, so that a restart of the agent forgets none of it. A release before this reads the file as it is. */
export const lookUps: Migration = {
  version: 110,
  minReaderVersion: 10,
  sql: `
-- who: '' where nobody was signed in. code: a keyed digest, because a code may be a telephone number.
CREATE TABLE look_up (
  who TEXT NOT NULL,
  code TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (who, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX look_up_by_time ON look_up (at_ms);
`,
};
