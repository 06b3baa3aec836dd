/** Every statement of `till central report`, in one place: it can be read, and run by hand. Columns are named as in `CentralReport`. */

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
  (SELECT count(*) FROM hold WHERE state = 'active') AS "activeHolds"`;

/** Points of all accounts by bucket: `held` and `leased` are what is set aside for sales and for tills. */
export const bucketsSql = 'SELECT bucket, sum(amount_minor)::bigint AS points FROM ledger_entry GROUP BY bucket ORDER BY bucket';

/** Whatever cause stands in a finding appears. */
export const goodwillSql = `SELECT coalesce(detail ->> 'cause', 'unknown') AS cause, count(*) AS receipts, coalesce(sum((detail ->> 'points')::bigint), 0)::bigint AS points
  FROM finding WHERE kind = 'goodwill' GROUP BY 1 ORDER BY 1`;

export const pendingSql = `SELECT available_on AS "availableOn", sum(pending)::bigint AS points FROM points_lot WHERE pending > 0 GROUP BY available_on ORDER BY available_on LIMIT ${shownDays}`;
export const expiringSql = `SELECT expires_on AS "expiresOn", sum(ready)::bigint AS points FROM points_lot WHERE ready > 0 GROUP BY expires_on ORDER BY expires_on LIMIT ${shownDays}`;

export const differencesSql = `SELECT kind, coalesce(detail ->> 'what', 'price') AS what, count(*) AS count FROM finding WHERE kind IN ('defect', 'drift') GROUP BY 1, 2 ORDER BY 1, 2`;

export const defectsSql = `SELECT f.op_id AS "opId", j.till_id AS "tillId", f.journal_id AS "journalId", f.seq, f.account_id AS "accountId", f.detail, f.at_ms AS "atMs"
  FROM finding f LEFT JOIN journal j ON j.journal_id = f.journal_id WHERE f.kind = 'defect' ORDER BY f.finding_id DESC LIMIT ${shownEach}`;

export const qrReplaysSql = `SELECT op_id AS "opId", detail ->> 'saleId' AS "saleId", detail ->> 'tillId' AS "tillId", detail ->> 'usedBySale' AS "usedBySale", detail ->> 'usedAtTill' AS "usedAtTill",
    account_id AS "accountId", (detail ->> 'pointsSpent')::bigint AS "pointsSpent", at_ms AS "atMs"
  FROM finding WHERE kind = 'qr-replayed' ORDER BY finding_id DESC LIMIT ${shownEach}`;

/** The queue is what the till said at its last push of its newest journal. */
export const tillsSql = `SELECT t.till_id AS "tillId", t.name AS "tillName", t.store_id AS "storeId", t.revoked_at_ms IS NOT NULL AS "isRevoked",
    greatest(t.last_contact_ms, j.last_push_ms) AS "lastContactMs", j.last_push_ms AS "lastPushMs", coalesce(greatest(j.claimed_seq - j.seq, 0), 0)::bigint AS queue,
    EXISTS (SELECT 1 FROM quarantined_operation q JOIN journal own ON own.journal_id = q.journal_id WHERE own.till_id = t.till_id AND q.received_at_ms >= t.enrolled_at_ms) AS "isQuarantined"
  FROM till t
  LEFT JOIN LATERAL (SELECT seq, claimed_seq, last_push_ms FROM journal WHERE till_id = t.till_id ORDER BY last_push_ms DESC, journal_id LIMIT 1) j ON TRUE
  ORDER BY t.store_id, t.till_id`;

export const branchesSql = `SELECT j.till_id AS "tillId", q.journal_id AS "journalId", count(*) AS operations, min(q.seq) AS "fromSeq", max(q.seq) AS "toSeq", min(q.received_at_ms) AS "sinceMs"
  FROM quarantined_operation q LEFT JOIN journal j ON j.journal_id = q.journal_id GROUP BY j.till_id, q.journal_id ORDER BY "sinceMs" DESC`;

export const parkedByReasonSql = `SELECT coalesce(reason, 'unknown') AS reason, count(*) AS count FROM operation WHERE verdict = 'parked' GROUP BY 1 ORDER BY 1`;

export const parkedSql = `SELECT o.op_id AS "opId", j.till_id AS "tillId", o.journal_id AS "journalId", o.seq, o.kind, coalesce(o.reason, 'unknown') AS reason, o.received_at_ms AS "receivedAtMs"
  FROM operation o JOIN journal j ON j.journal_id = o.journal_id WHERE o.verdict = 'parked' ORDER BY o.received_at_ms DESC, o.op_id LIMIT ${shownEach}`;
