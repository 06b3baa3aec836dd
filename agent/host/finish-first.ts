import type { Logger } from 'pino';
import type { Till } from '../usecases/till.ts';

export interface Unfinished {
  /** What the last run left to write: done once */
  readonly ofLastRun: () => void;
  /** What a fault may leave in this run too: looked for each time */
  readonly ofAnyRun: () => void;
}

/**
 * The till, which first writes what could not be written before: now, and before each write of a sale or of the journal.
 * A disk that takes nothing keeps a till neither from starting nor from trying, so none of it throws.
 * Until then a sale that held points is still `held`; one that comes to hold points before that is done may be called in doubt, which takes nothing from it.
 */
export function finishFirst(till: Till, { ofLastRun, ofAnyRun }: Unfinished, log: Logger): Till {
  let isNewRun = true;
  const finish = () => {
    try {
      if (isNewRun) ofLastRun();
      isNewRun = false;
      ofAnyRun();
    } catch (err) {
      log.error({ err }, 'what is unfinished cannot be written now: it is tried again before the next write');
    }
  };
  finish();
  return {
    ...till,
    journal: {
      ...till.journal,
      append: (...write) => {
        finish();
        return till.journal.append(...write);
      },
    },
    sales: {
      ...till.sales,
      save: (sale) => {
        finish();
        till.sales.save(sale);
      },
    },
  };
}
