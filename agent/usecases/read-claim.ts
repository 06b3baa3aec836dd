import { readClaimCode, type ReadClaimCode } from '../domain/claims/claim-code.ts';
import { keptClaim, type KeptClaim } from '../domain/claims/kept-claim.ts';
import { doubtOf, type CodeDoubt } from '../domain/returns/slip/judge-code.ts';
import { refuse } from './outcome.ts';
import { soldAtThisTill } from './sold.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { ReturnableAnswer } from '../ports/authority.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export type ReadClaimRefusal = 'claim-code-invalid' | 'claim-expired' | 'claim-used' | 'claim-empty' | 'claim-needs-link';

/** What a code leads to at this moment, as far as anybody knows here. */
export interface ClaimNow extends KeptClaim {
  readonly ok: true;
  readonly saleId: string;
  readonly soldOn: string;
  /** The centre has not been asked, or has not heard of the sale: somebody may have claimed it elsewhere */
  readonly isTentative: boolean;
}

/** Days for which a code is believed are its own business: it names its last one. */
const anyAge = Number.MAX_SAFE_INTEGER;

/** Reads a claim code, asks the centre of its sale where that is in reach, and says what of its points is left to credit. */
export async function readClaim(till: Till, compiled: CompiledBundle, code: string): Promise<ClaimNow | Refusal<ReadClaimRefusal>> {
  const read = readClaimCode(code.trim());
  if (read === undefined) return refuse('claim-code-invalid', 'This is no code for points, or a part of it is missing. Scan it again.');
  const { atMs } = till.clock.now();
  const doubt = doubtOf(read, till.slips.keys, Math.floor(atMs / 1000), anyAge);
  if (doubt === 'forged') return refuse('claim-code-invalid', 'The signature of the code does not hold: it was changed, or it is not of this chain.');
  const { head, claim } = read;
  if (head.programmeId !== compiled.bundle.programmeId) return refuse('claim-code-invalid', 'The code is of another programme.');
  if (till.clock.businessTime(atMs, compiled.bundle.timeZone).localDate > claim.until) return refuse('claim-expired', `The code was good until ${claim.until}.`, { until: claim.until });
  const here = claimedHere(till, head.saleId);
  if (here !== undefined) return here;
  const told = till.authority.standing().isReachable ? await till.authority.returnable(head.saleId, till.budgets.returnableMs) : { outcome: 'unavailable' as const };
  return judge(till, read, doubt, told);
}

function judge(till: Till, { head, claim }: ReadClaimCode, doubt: CodeDoubt | undefined, told: ReturnableAnswer): ClaimNow | Refusal<ReadClaimRefusal> {
  if (told.outcome === 'known' && told.claimed !== undefined) return used(told.claimed);
  const own = soldAtThisTill(till, head.saleId);
  const sale = own.sale ?? (told.outcome === 'known' ? told.sale : undefined);
  if (sale === undefined && doubt !== undefined) return refuse('claim-needs-link', 'Without the centre this code is not believed. Try again with the centre in reach.', { doubt });
  if (sale !== undefined && sale.claim?.points !== claim.points) return refuse('claim-code-invalid', 'The code does not fit the sale that it names.');
  const known = new Set(own.returns.map(({ returnId }) => returnId));
  const returns = [...own.returns, ...(told.outcome === 'known' ? told.returns.filter(({ returnId }) => !known.has(returnId)) : [])].map(({ result }) => result);
  const kept = sale?.claim === undefined ? { points: claim.points, accruals: claim.accruals } : keptClaim(sale.claim, sale.result.lines, returns);
  if (kept.points === 0) return refuse('claim-empty', 'All that earned points in this sale was brought back.');
  return { ok: true, saleId: head.saleId, soldOn: head.localDate, ...kept, isTentative: told.outcome !== 'known' };
}

/** The refusal where the sale was claimed at this till; a claim that was voided at the desk is none. */
export function claimedHere(till: Till, saleId: string): Refusal<'claim-used'> | undefined {
  const undone = till.journal.undone();
  const first = till.journal.operationsOfSale(saleId).find(({ kind, opId }) => kind === 'points-claimed' && !undone.has(opId));
  return first === undefined ? undefined : used({ tillId: till.tillId, atMs: first.atMs });
}

function used({ tillId, atMs }: { readonly tillId: string; readonly atMs: number }): Refusal<'claim-used'> {
  return refuse('claim-used', 'The points of this sale were claimed already. Each code is good once.', { tillId, atMs });
}
