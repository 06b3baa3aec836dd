import { limitsHit, type LimitHit, type RiskyAct } from '../../domain/operators/risk.ts';
import { JournalFault } from '../../ports/journal.ts';
import { actionBy } from '../operators/action-by.ts';
import { refuse } from '../outcome.ts';
import { approversOf } from '../../domain/operators/roles-of.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { AccountEvents } from '../../ports/account-events.ts';
import type { Staff } from '../../ports/operators.ts';
import type { Refusal } from '../outcome.ts';
import type { Till } from '../till.ts';
import type { LookUps } from './look-ups.ts';

/** What limits against fraud are counted from. A till without it (the centre, for web shops) has none. */
export interface LimitWatch {
  readonly events: AccountEvents;
  readonly staff: Staff;
  readonly lookUps: LookUps;
}

/** Who does it, and whether a second person said that limits do not count this once, or that the customer is who the card says. */
export interface Doer {
  readonly by?: Actor;
  readonly liftsLimits?: boolean;
  readonly vouches?: boolean;
}

/** Which customer, sale or return it is about. */
export interface LimitSubject {
  readonly accountId?: string;
  readonly saleId?: string;
  readonly returnId?: string;
}

/** What happened longer ago is no news to any limit: as long as `withinMinutes` can be. */
export const lookBackMs = 10_080 * 60_000;

/** Which limits an act would go beyond. Where the programme has none of its kind the journal is not asked. */
export function findHits(till: Till, compiled: CompiledBundle, act: RiskyAct, { by, accountId }: { readonly by: Actor | undefined; readonly accountId?: string }): LimitHit[] {
  const { limits: watch } = till;
  const limits = compiled.bundle.limits ?? [];
  if (watch === undefined || limits.length === 0) return [];
  const { atMs: nowMs } = till.clock.now();
  const { instantMs, minuteOfDay } = till.clock.businessTime(nowMs, compiled.bundle.timeZone);
  const dayStartMs = instantMs - (instantMs % 60_000) - minuteOfDay * 60_000;
  const sinceMs = limits.some(({ kind }) => kind === 'redeem-after-issue') && act.act === 'redeem' ? nowMs - lookBackMs : dayStartMs;
  const member = by?.userId === undefined ? undefined : watch.staff.byUser(by.userId);
  return limitsHit(limits, act, {
    nowMs,
    dayStartMs,
    events: accountId === undefined ? [] : watch.events.since(accountId, Math.min(sinceMs, dayStartMs)),
    ...(member === undefined ? {} : { user: member }),
  });
}

/** Journals hits. A disk that takes nothing keeps no sale from its price: then a hit is only shown. */
export function noteHits(till: Till, compiled: CompiledBundle, hits: readonly LimitHit[], { by, liftsLimits }: Doer, about: LimitSubject): void {
  if (hits.length === 0) return;
  const { now, fields } = actionBy(till, compiled, by);
  const { accountId, saleId, returnId } = about;
  try {
    till.journal.append(hits.map(({ limitId, kind, level }) => ({
      kind: 'limit-hit' as const,
      schema: 1 as const,
      opId: till.ids.next(),
      payload: {
        ...fields, limitId, limitKind: kind, level, ...(liftsLimits === true ? { lifted: true as const } : {}),
        ...(accountId === undefined ? {} : { aboutAccountId: accountId }), ...(saleId === undefined ? {} : { aboutSaleId: saleId }), ...(returnId === undefined ? {} : { aboutReturnId: returnId }),
      },
    })), now, {});
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error;
  }
}

/** The hit that keeps it from being done, if one does. */
export function refusingHit(hits: readonly LimitHit[], { liftsLimits }: Doer): LimitHit | undefined {
  return liftsLimits === true ? undefined : hits.find(({ level }) => level === 'refuse');
}

/** Finds, journals, and refuses what a hard limit forbids. @returns the hits that the cashier is told of */
export function watchAct(till: Till, act: RiskyAct, doer: Doer, about: LimitSubject): LimitHit[] | Refusal<'limit-reached'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return [];
  const hits = findHits(till, compiled, act, { by: doer.by, ...(about.accountId === undefined ? {} : { accountId: about.accountId }) });
  noteHits(till, compiled, hits, doer, about);
  const refusing = refusingHit(hits, doer);
  return refusing === undefined ? hits.filter(({ level }) => level === 'warn') : limitReached(compiled, refusing);
}

function limitReached({ bundle }: CompiledBundle, { limitId, kind }: LimitHit): Refusal<'limit-reached'> {
  const name = bundle.limits?.find(({ id }) => id === limitId)?.name;
  return refuse('limit-reached', `The limit "${name?.en ?? name?.ru ?? limitId}" against fraud is reached: a second person with the right limit-override may let it pass.`, { limitId, kind, approvers: approversOf(bundle, 'limit-override') });
}
