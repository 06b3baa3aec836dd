import type { Migration } from '../migrate.ts';

/**
 * Frozen. Which accounts a till's own operations changed is asked of those after the last that it knows of (ADR 0052): the journal's key finds them. The place in the
 * feed is not written any more, so that operations are stored before the feed is locked.
 */
export const ownChangesByPlaceMigration: Migration = {
  id: 193,
  name: 'own-changes-by-place',
  statements: ['DROP INDEX operation_feed'],
};
