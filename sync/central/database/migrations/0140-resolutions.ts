import type { Migration } from '../migrate.ts';

/** Frozen. How somebody at the till closed an operation that was not settled, and by which operation; null for all others. */
export const resolutionMigration: Migration = {
  id: 140,
  name: 'resolutions',
  statements: [
    "ALTER TABLE operation ADD COLUMN resolution TEXT CHECK (resolution IN ('send-again', 'relink', 'void', 'accept')), ADD COLUMN resolved_by TEXT",
  ],
};
