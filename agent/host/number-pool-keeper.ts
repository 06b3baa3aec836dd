import { auditTime, exhaustMap, interval, merge, startWith, type Observable } from 'rxjs';
import { keepPool, numbersLeft, poolToAskFor } from '../usecases/number-pools.ts';
import type { Logger } from 'pino';
import type { Till } from '../usecases/till.ts';

export interface NumberPoolKeeperOptions {
  readonly till: Pick<Till, 'meta' | 'journal' | 'ids' | 'authority'>;
  /** Asks the centre; undefined where it cannot be asked now */
  readonly lease: (asked: { poolId: string; count: number }) => Promise<{ outcome: 'leased'; poolId: string; numbers: string[] } | { outcome: 'none-left' } | undefined>;
  /** Something happened: contact, an operation */
  readonly changes: Observable<unknown>;
  readonly log: Logger;
  /** Between two looks */
  readonly everyMs?: number;
}

/** A day's virtual cards of a busy till, without the centre. */
const poolNumbers = 100;
const enoughNumbers = 50;
const coalesceMs = 200;

/** Sees to it that this till has numbers for virtual cards before it is without the centre. Returns what stops it. */
export function startNumberPoolKeeper({ till, lease, changes, log, everyMs = 60_000 }: NumberPoolKeeperOptions): () => void {
  /** A centre that has none is asked again by the clock, not by every change */
  let hasNone = false;
  const round = async (isByClock: boolean): Promise<void> => {
    try {
      if ((hasNone && !isByClock) || !till.authority.standing().isReachable || numbersLeft(till) >= enoughNumbers) return;
      const poolId = poolToAskFor(till, () => till.ids.next());
      const { journalId } = till.journal;
      const answer = await lease({ poolId, count: poolNumbers });
      if (looks.closed || answer === undefined) return;
      hasNone = answer.outcome === 'none-left';
      if (answer.outcome === 'none-left') return;
      keepPool(till, { poolId, journalId, numbers: answer.numbers });
      log.info({ numbers: answer.numbers.length }, 'the centre leased numbers for virtual cards');
    } catch (err) {
      log.error({ err }, 'numbers for virtual cards could not be kept: they are asked for again');
    }
  };
  const byChange = changes.pipe(auditTime(coalesceMs));
  const looks = merge(byChange, interval(everyMs)).pipe(startWith(undefined), exhaustMap((tick) => round(typeof tick === 'number'))).subscribe();
  return () => {
    looks.unsubscribe();
  };
}
