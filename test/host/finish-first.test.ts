import { beforeEach, describe, expect, it } from 'vitest';
import { finishFirst } from '../../agent/host/finish-first.ts';
import { JournalFault } from '../../agent/ports/journal.ts';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { openTestTill, twoMilks, type TestTill } from '../usecases/kit/test-till.ts';
import { testLog } from './kit/test-log.ts';
import type { Till } from '../../agent/usecases/till.ts';

describe('what the last run left to write', () => {
  let test: TestTill;
  let isFull: boolean;
  let done: string[];
  const work = (name: string) => () => {
    if (isFull) throw new JournalFault('journal-disk-full', new Error('full'));
    done.push(name);
  };
  const start = (log = testLog().log) => finishFirst(test.till, [work('first'), work('second')], log);
  const open = (till: Till) => priceSale(till, { saleId: 's1', baseRevision: 0, lines: twoMilks });
  beforeEach(() => {
    test = openTestTill();
    [isFull, done] = [true, []];
    return () => test.close();
  });

  it('is done at the start, once', () => {
    isFull = false;
    const till = start();
    open(till);
    expect(done).toEqual(['first', 'second']);
  });

  it.each<[string, (till: Till) => unknown]>([
    ['sale', open],
    ['operation', (till) => {
      open(test.till);
      return cancelSale(till, { saleId: 's1', revision: 1 });
    }],
  ])('is done before the next %s is written, where it could not be done at the start', (_what, write) => {
    const till = start();
    expect(done).toEqual([]);
    isFull = false;
    expect(write(till)).toMatchObject({ ok: true });
    expect(done).toEqual(['first', 'second']);
  });

  it('goes on where it stopped', () => {
    let isStuck = true;
    const till = finishFirst(test.till, [() => void done.push('first'), () => {
      if (isStuck) throw new JournalFault('journal-io', new Error('stuck'));
      done.push('second');
    }], testLog().log);
    isStuck = false;
    open(till);
    expect(done).toEqual(['first', 'second']);
  });

  it('keeps nobody from writing, and is logged', () => {
    const { log, lines } = testLog();
    const till = start(log);
    expect(open(till)).toMatchObject({ ok: true });
    expect(lines.join('')).toContain('journal-disk-full');
    expect(test.till.sales.find('s1')).toMatchObject({ revision: 1 });
  });
});
