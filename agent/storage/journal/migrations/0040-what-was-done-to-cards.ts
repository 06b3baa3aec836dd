import type { Migration } from '../migrate.ts';

/** Adds indexes of the operations on a card, by its number. Sales have no part in them, so that they are written as fast as before. A release before this reads the file as it is. */
export const whatWasDoneToCards: Migration = {
  version: 40,
  minReaderVersion: 10,
  sql: `
CREATE INDEX operation_by_card ON operation (payload ->> '$.cardNumber', seq) WHERE substr(kind, 1, 5) = 'card-';
CREATE INDEX operation_by_new_card ON operation (payload ->> '$.newCardNumber', seq) WHERE kind = 'card-replaced';
`,
};
