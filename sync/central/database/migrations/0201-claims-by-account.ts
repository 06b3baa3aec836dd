import type { Migration } from '../migrate.ts';

/** Frozen. Claims of a customer's day, for limits against fraud at the chain's site: without it each claim read all operations. */
export const claimsByAccountMigration: Migration = {
  id: 201,
  name: 'claims-by-account',
  statements: ["CREATE INDEX operation_claim ON operation (account_id, at_ms) WHERE kind = 'points-claimed' AND account_id IS NOT NULL"],
};
