/** The statements of `till central report` that count and sum up, in one place: they can be read, and run by hand; those of its long lists stand in `report-lists.ts`. Columns are named as in `CentralReport`. */

/** The newest of each list that are shown one by one; their counts are whole. */
export const shownEach = 20;
/** Days that are told of, at most */
export const shownDays = 60;

export const countsSql = `SELECT
  (SELECT count(*) FROM account) AS accounts,
  (SELECT count(*) FROM till) AS "tillCount",
  (SELECT count(*) FROM operation) AS operations,
  (SELECT count(*) FROM operation WHERE verdict = 'parked') AS parked,
  (SELECT count(*) FROM operation WHERE verdict = 'waiting') AS waiting,
  (SELECT count(*) FROM quarantined_operation) AS quarantined,
  (SELECT count(*) FROM finding WHERE kind = 'defect') AS defect,
  (SELECT count(*) FROM finding WHERE kind = 'drift') AS drift,
  (SELECT count(*) FROM finding WHERE kind = 'goodwill') AS goodwill,
  (SELECT count(*) FROM finding WHERE kind = 'fork') AS fork,
  (SELECT count(*) FROM finding WHERE kind = 'qr-replayed') AS "qrReplayed",
  (SELECT count(*) FROM finding WHERE kind = 'order-repeated') AS "orderRepeated",
  (SELECT count(*) FROM hold WHERE state = 'active') AS "activeHolds"`;

/** Points of all accounts by bucket: `held` and `leased` are what is set aside for sales and for tills. */
export const bucketsSql = 'SELECT bucket, sum(amount_minor)::bigint AS points FROM ledger_entry GROUP BY bucket ORDER BY bucket';

/** Whatever cause stands in a finding appears. */
export const goodwillSql = `SELECT coalesce(detail ->> 'cause', 'unknown') AS cause, count(*) AS receipts, coalesce(sum((detail ->> 'points')::bigint), 0)::bigint AS points
  FROM finding WHERE kind = 'goodwill' GROUP BY 1 ORDER BY 1`;

export const pendingSql = `SELECT available_on AS "availableOn", sum(pending)::bigint AS points FROM points_lot WHERE pending > 0 GROUP BY available_on ORDER BY available_on LIMIT ${shownDays}`;
export const expiringSql = `SELECT expires_on AS "expiresOn", sum(ready)::bigint AS points FROM points_lot WHERE ready > 0 GROUP BY expires_on ORDER BY expires_on LIMIT ${shownDays}`;

export const differencesSql = `SELECT kind, coalesce(detail ->> 'what', 'price') AS what, count(*) AS count FROM finding WHERE kind IN ('defect', 'drift') GROUP BY 1, 2 ORDER BY 1, 2`;

export const parkedByReasonSql = `SELECT coalesce(reason, 'unknown') AS reason, count(*) AS count FROM operation WHERE verdict = 'parked' GROUP BY 1 ORDER BY 1`;
