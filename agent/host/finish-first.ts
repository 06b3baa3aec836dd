import type { Logger } from 'pino';
import type { Till } from '../usecases/till.ts';

/**
 * The till, which first does what the last run left to write: now, or where the journal cannot be written now, before each write of a sale or
 * of the journal until it could be. A disk that takes nothing keeps a till neither from starting nor from trying, so none of it throws.
 * Until then a sale that held points is still `held`; one that comes to hold points before that is done may be called in doubt, which takes nothing from it.
 */
export function finishFirst(till: Till, leftOver: readonly (() => void)[], log: Logger): Till {
  const waiting = [...leftOver];
  const finish = () => {
    try {
      for (let work = waiting[0]; work !== undefined; work = waiting[0]) {
        work();
        waiting.shift();
      }
    } catch (err) {
      log.error({ err }, 'what was under way when the till stopped cannot be put right now: it is tried again before the next write');
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
