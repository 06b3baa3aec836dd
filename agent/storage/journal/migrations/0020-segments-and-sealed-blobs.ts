import type { Migration } from '../migrate.ts';

/** Adds archived segments of the chain, and personal fields sealed beside it. A release before this reads the file as it is: it only misses what lies in the archive. */
export const segmentsAndSealedBlobs: Migration = {
  version: 20,
  minReaderVersion: 10,
  sql: `
-- A piece of the chain that lies in a file of its own, beside the journal; only its operations may leave the table.
CREATE TABLE segment (
  first_seq INTEGER PRIMARY KEY CHECK (first_seq >= 1),
  last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  head_hash TEXT NOT NULL CHECK (length(head_hash) = 64),
  file TEXT NOT NULL,
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  sealed_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER segment_is_final BEFORE UPDATE ON segment
BEGIN SELECT RAISE(ABORT, 'segments are never changed'); END;
CREATE TRIGGER segment_is_kept BEFORE DELETE ON segment
BEGIN SELECT RAISE(ABORT, 'segments are never deleted'); END;

DROP TRIGGER operation_is_kept;
CREATE TRIGGER operation_is_kept BEFORE DELETE ON operation
WHEN NOT EXISTS (SELECT 1 FROM segment WHERE OLD.seq BETWEEN first_seq AND last_seq)
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;

-- Sealed to the centre's key; the operation's payload holds the digest. Gone once the centre has it.
CREATE TABLE sealed_blob (
  seq INTEGER NOT NULL REFERENCES operation (seq),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  sealed TEXT NOT NULL,
  PRIMARY KEY (seq, sha256)
) STRICT, WITHOUT ROWID;
`,
};
