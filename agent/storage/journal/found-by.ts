import { indexedKey } from './operation-index.ts';

/**
 * SQL that is true for the operations of which `where` is, a condition on `account_id`, `sale_id` or `receipt_number`: those in the indexes by them, the rest by reading it.
 * The parameters of `where` are bound twice. The columns are filled in every row, so that who asks them alone finds the same, only slower.
 */
export function foundBy(where: string): string {
  return `seq IN (SELECT seq FROM operation WHERE is_indexed = 1 AND ${where}
    UNION ALL SELECT seq FROM operation WHERE is_indexed = 0 AND seq > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = '${indexedKey}') AND ${where})`;
}
