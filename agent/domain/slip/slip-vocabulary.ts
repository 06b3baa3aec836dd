/**
 * What a template may name. A value that a slip does not have is absent, and so is every line that names it: a customer without points
 * expiring has no line about them, without any condition in the template.
 */

const common = ['programme', 'store', 'date', 'time', 'applicationUrl'] as const;
const ofCustomer = ['customer', 'card', 'tier', 'balance', 'balanceDate', 'balanceTime', 'pendingTotal', 'held'] as const;

/** Values of each kind of slip: texts that are ready to be printed, some with the number that they count. */
export const slipValues = {
  sale: [...common, ...ofCustomer, 'receipt', 'total', 'saved', 'earned', 'spent', 'paidWithPoints', 'external', 'returnCode', 'claimCode', 'claimPoints', 'claimUntil'],
  return: [...common, ...ofCustomer, 'receipt', 'reason', 'refund', 'givenBack', 'takenBack', 'shortfall'],
  balance: [...common, ...ofCustomer, 'favourite', 'favouriteUntil'],
} as const;
export type SlipKind = keyof typeof slipValues;
export const slipKinds = ['sale', 'return', 'balance'] as const satisfies readonly SlipKind[];
export type SlipValue = (typeof slipValues)[SlipKind][number];

/** Lists, and what each of their rows has. */
const ofAccount = { pending: ['points', 'date'], expiring: ['points', 'date'], offers: ['text', 'to'] } as const;
export const slipLists = {
  sale: { ...ofAccount, earnedPending: ['points', 'date'], earnedUntil: ['points', 'date'], messages: ['text'], gifts: ['text', 'units'], coupons: ['text', 'count', 'from', 'to'] },
  return: ofAccount,
  balance: ofAccount,
} as const;
export type SlipList = 'pending' | 'expiring' | 'offers' | 'earnedPending' | 'earnedUntil' | 'messages' | 'gifts' | 'coupons';
export type RowField = 'points' | 'date' | 'text' | 'units' | 'count' | 'from' | 'to';

/** A text to print, and the number in it, where words around it depend on that. */
export interface Printed {
  readonly text: string;
  readonly count?: number;
}
export type SlipRow = Readonly<Partial<Record<RowField, Printed>>>;

/** One slip's facts, in the words of its language. A list that is absent is empty. */
export interface SlipData {
  readonly values: Readonly<Partial<Record<SlipValue, Printed>>>;
  readonly lists: Readonly<Partial<Record<SlipList, readonly SlipRow[]>>>;
}
