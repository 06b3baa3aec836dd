import { beforeEach, describe, expect, it } from 'vitest';
import { finishFirst } from '../../agent/host/finish-first.ts';
import { JournalFault } from '../../agent/ports/journal.ts';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { openTestTill, twoMilks, type TestTill } from '../usecases/kit/test-till.ts';
import { testLog } from './kit/test-log.ts';
import type { Till } from '../../agent/usecases/till.ts';

describe('what could not be written', () => {
  let test: TestTill;
  let isFull: boolean;
  let done: string[];
  const work = (name: string) => () => {
    if (isFull) throw new JournalFault('journal-disk-full', new Error('full'));
    done.push(name);
  };
  const start = (log = testLog().log) => finishFirst(test.till, { ofLastRun: work('last run'), ofAnyRun: work('any run') }, log);
  const open = (till: Till) => priceSale(till, { saleId: 's1', baseRevision: 0, lines: twoMilks });
  beforeEach(() => {
    test = openTestTill();
    [isFull, done] = [true, []];
    return () => test.close();
  });

  it('is written at the start, and looked for again before each write where any run may leave it', () => {
    isFull = false;
    const till = start();
    expect(done).toEqual(['last run', 'any run']);
    open(till);
    expect(done).toEqual(['last run', 'any run', 'any run']);
  });

  it.each<[string, (till: Till) => unknown]>([
    ['sale', open],
    ['operation', (till) => {
      open(test.till);
      return cancelSale(till, { saleId: 's1', revision: 1 });
    }],
  ])('is written before the next %s, where it could not be at the start', (_what, write) => {
    const till = start();
    expect(done).toEqual([]);
    isFull = false;
    expect(write(till)).toMatchObject({ ok: true });
    expect(done).toEqual(['last run', 'any run']);
  });

  it('of the last run is not written again for a fault that comes after it', () => {
    let isStuck = true;
    const till = finishFirst(test.till, { ofLastRun: () => void done.push('last run'), ofAnyRun: () => {
      if (isStuck) throw new JournalFault('journal-io', new Error('stuck'));
      done.push('any run');
    } }, testLog().log);
    isStuck = false;
    open(till);
    expect(done).toEqual(['last run', 'any run']);
  });

  it('keeps nobody from writing, and is logged', () => {
    const { log, lines } = testLog();
    const till = start(log);
    expect(open(till)).toMatchObject({ ok: true });
    expect(lines.join('')).toContain('journal-disk-full');
    expect(test.till.sales.find('s1')).toMatchObject({ revision: 1 });
  });
});
