import type { Migration } from '../migrate.ts';

/** Frozen. A budget without a limit was removed: its row tells the tills so, and goes on counting. */
export const budgetsRemovedMigration: Migration = {
  id: 191,
  name: 'budgets-removed',
  statements: ['ALTER TABLE promotion_budget ALTER COLUMN limit_minor DROP NOT NULL'],
};
