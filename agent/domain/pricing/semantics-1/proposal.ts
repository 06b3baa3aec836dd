import type { WorkingLine } from './working-line.ts';

/** What a promotion would take off now, line by line and within each line's room, before limits over the receipt. */
export interface Proposal {
  readonly lines: readonly WorkingLine[];
  /** Goes with `lines` */
  readonly amountsMinor: readonly number[];
  /** Lines that no other promotion of a group with a choice may have: those whose units it takes something off, and those that it needs for that */
  readonly claims: readonly WorkingLine[];
}
