import { makeClaimCode } from '../domain/claims/claim-code.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import { makeReturnCode, type ReturnCode } from '../domain/returns/slip/return-code.ts';
import { slipSaleOf } from '../domain/returns/slip/slip-sale.ts';
import type { SaleCommitted } from '../domain/operations/operation.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

/** The code by which somebody is credited the points of a sale without a customer. `until`: its last day */
export interface ClaimCode {
  readonly code: string;
  readonly points: number;
  readonly until: string;
}

/** What is signed for the slip of a finished sale. Nothing before, and while the centre has not vouched for this till's key. */
export interface SlipCodes {
  readonly returnCode?: ReturnCode;
  readonly claimCode?: ClaimCode;
}

export function slipCodesOf(till: Till, { commit }: Pick<SaleRecord, 'commit'>): SlipCodes {
  const certificate = till.slips.certificate();
  const stored = commit === undefined || certificate === undefined ? undefined : till.journal.operation(commit.seq);
  if (stored === undefined || certificate === undefined) return {};
  const read = readOperation(stored);
  if (!read.ok || read.body.kind !== 'sale-committed') return {};
  const sale = read.body.payload;
  const tools = { ...till.slips, certificate };
  const claimCode = claimCodeOf(sale, tools);
  return { returnCode: makeReturnCode(slipSaleOf(sale), tools), ...(claimCode === undefined ? {} : { claimCode }) };
}

function claimCodeOf({ claim, ...sale }: SaleCommitted, tools: Parameters<typeof makeClaimCode>[1]): ClaimCode | undefined {
  return claim === undefined ? undefined : { code: makeClaimCode({ ...sale, claim }, tools), points: claim.points, until: claim.until };
}
