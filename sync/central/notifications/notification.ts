/** What a customer is told of. Their facts are numbers, ids and days; who they are is read when it is sent. */
export type NotificationFacts =
  | { kind: 'accrual'; points: number; balance: number }
  | { kind: 'balance'; balance: number }
  | { kind: 'favourite-lapses'; categoryId: string; day: string }
  | { kind: 'favourite-renewed'; categoryId: string; day: string }
  /** `code` stands in no row: it is made when it is sent */
  | { kind: 'code'; verificationId: string; code: string }
  | { kind: 'points-expire'; points: number; day: string }
  | { kind: 'birthday'; points: number; balance: number };
export type NotificationKind = NotificationFacts['kind'];

const dayMs = 86_400_000;

/** How long each is worth sending: what could not be sent by then is dropped. */
export const worthSendingMs = {
  'accrual': 2 * dayMs,
  'balance': 7 * dayMs,
  'favourite-lapses': 3 * dayMs,
  'favourite-renewed': 3 * dayMs,
  'code': dayMs,
  'points-expire': 7 * dayMs,
  'birthday': 3 * dayMs,
} as const satisfies Record<NotificationKind, number>;

/** So many days before its last day a favourite category is told of, and so are points */
export const favouriteNoticeDays = 3;
export const expiryNoticeDays = 7;
/** The monthly balance is told on one of the month's first days: on the first, unless the centre was away */
export const balanceDays = 3;
/** An id must be remembered longer than its cause lasts, or it would be written again. */
export const minRetentionDays = 10;
export const defaultRetentionDays = 30;
