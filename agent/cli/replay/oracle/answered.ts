import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AnsweredReturn, AnsweredSale, LogRecord } from '../driver-log.ts';

/** What the tills promised: every answer of 2xx to a commit, by sale and return. One that was sent twice has two answers. */
export interface Answered {
  sales: ReadonlyMap<string, readonly AnsweredSale[]>;
  returns: ReadonlyMap<string, readonly AnsweredReturn[]>;
}

/** Reads the driver's log from the disk: the run's memory counts for nothing here. */
export async function readAnswered(path: string): Promise<Answered> {
  const sales = new Map<string, AnsweredSale[]>();
  const returns = new Map<string, AnsweredReturn[]>();
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    const record = JSON.parse(line) as LogRecord;
    if (record.type !== 'answer' || record.status < 200 || record.status > 299) continue;
    const { sale, return: returned } = record;
    if (sale?.state === 'committed') sales.set(sale.saleId, [...(sales.get(sale.saleId) ?? []), sale]);
    if (returned?.state === 'committed') returns.set(returned.returnId, [...(returns.get(returned.returnId) ?? []), returned]);
  }
  return { sales, returns };
}
