/**
 * Numbers for virtual cards that the centre has leased to this journal (ADR 0040). They lie in `meta`, oldest pool first; a number is used once the journal has an
 * operation that names it, so that no crash gives one out twice. Those of another journal (restored, enrolled anew) are void: the file before may have used them.
 */
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { CardTill } from './journal-cards.ts';
import { isCardNumber } from './read-pack.ts';

export interface NumberPool {
  readonly poolId: string;
  readonly journalId: string;
  /** Full card numbers that are not known to be used */
  readonly numbers: readonly string[];
}

const metaKey = 'number-pools';
const askedKey = 'number-pool-asked';
type PoolTill = Pick<CardTill, 'meta' | 'journal'>;

/** The next number; undefined where none is left. It is used by the operation that is appended with it. */
export function takeNumber(till: CardTill, compiled: CompiledBundle): { ok: true; numbers: readonly [string]; poolId: string } | undefined {
  for (const { poolId, numbers } of prunedPools(till)) {
    const number = numbers.find((each) => isCardNumber(compiled, each) && till.cache.findByCard(each) === undefined);
    if (number !== undefined) return { ok: true, numbers: [number], poolId };
  }
  return undefined;
}

/** How many are left. Asked now and then, it keeps used ones from coming back when their operations are archived. */
export function numbersLeft(till: PoolTill): number {
  return prunedPools(till).reduce((sum, { numbers }) => sum + numbers.length, 0);
}

/** The id under which the next pool is asked for: the same one until its answer is kept, so that an answer that was lost is given again. */
export function poolToAskFor(till: PoolTill, newId: () => string): string {
  const asked = till.meta.get(askedKey);
  const [journalId, poolId] = asked === undefined ? [] : asked.split(' ');
  if (journalId === till.journal.journalId && poolId !== undefined) return poolId;
  const fresh = newId();
  till.meta.set(askedKey, `${till.journal.journalId} ${fresh}`);
  return fresh;
}

/** Keeps a pool that the centre leased, durably, before it is used. */
export function keepPool(till: PoolTill, pool: NumberPool): void {
  writePools(till, [...prunedPools(till).filter(({ poolId }) => poolId !== pool.poolId), pool]);
  till.meta.set(askedKey, '');
}

/** Only this file writes the key, so its shape needs no check. */
function prunedPools(till: PoolTill): NumberPool[] {
  const kept = JSON.parse(till.meta.get(metaKey) ?? '[]') as NumberPool[];
  const own = kept.filter(({ journalId }) => journalId === till.journal.journalId);
  const unused = own.map((pool) => ({ ...pool, numbers: pool.numbers.filter((number) => till.journal.operationsOfCard(number, 0).length === 0) })).filter(({ numbers }) => numbers.length > 0);
  if (countOf(unused) < countOf(kept)) writePools(till, unused);
  return unused;
}

function countOf(pools: readonly NumberPool[]): number {
  return pools.reduce((sum, { numbers }) => sum + numbers.length, 0);
}

function writePools({ meta }: PoolTill, pools: readonly NumberPool[]): void {
  meta.set(metaKey, JSON.stringify(pools));
}
