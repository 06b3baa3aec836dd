import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { JournalStore } from '../../../agent/storage/journal/open-journal.ts';
import { storedOperations } from '../../kit/stored-operations.ts';

/** What the program `write-and-answer.ts` promised on its standard output, one JSON a line: all of it must be there for ever after. */
export type Answer =
  /** The journal is open; whatever was promised before must be readable */
  | { kind: 'ready' }
  | { kind: 'sale'; seq: number; hash: string; saleId: string }
  /** What the centre said of this operation is told only once, so it must not be forgotten */
  | { kind: 'verdict'; seq: number }
  | { kind: 'bundle'; hash: string }
  | { kind: 'meta'; value: number };

export const answeringClient = 'front';
export const metaKey = 'faults.counter';

/** The whole lines of a text; one that was cut off is no answer. */
export function readAnswers(text: string): Answer[] {
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Answer);
}

/** In words: the answers that the journal does not keep. */
export function brokenAnswers({ journal, sales, outbox, bundles, meta }: JournalStore, answers: readonly Answer[]): string[] {
  const verdicts = new Set(outbox.unsettled(Number.MAX_SAFE_INTEGER).map(({ seq }) => seq));
  return answers.flatMap((answer) => {
    switch (answer.kind) {
      case 'ready':
        return [];
      case 'sale': {
        const { seq, hash, saleId } = answer;
        if (journal.operation(seq)?.hash !== hash) return [`operation ${seq} was answered and is not there`];
        const isWhole = sales.find(saleId)?.state === 'committed' && journal.idempotentAnswer(answeringClient, saleId) !== undefined;
        return isWhole ? [] : [`operation ${seq} is there without what it changed`];
      }
      case 'verdict':
        return verdicts.has(answer.seq) && outbox.position().seq >= answer.seq ? [] : [`the verdict on operation ${answer.seq} was taken and is not there`];
      case 'bundle':
        return bundles.find(answer.hash) === undefined ? [`bundle ${answer.hash} was activated and is not there`] : [];
      case 'meta':
        return Number(meta.get(metaKey) ?? 0) >= answer.value ? [] : [`meta ${answer.value} was set and is ${meta.get(metaKey) ?? 'not there'}`];
      default:
        return unreachable(answer);
    }
  });
}

/** In words: sales that are there twice, or only in part, whether anybody was promised them or not. */
export function halfDone({ journal, sales, outbox }: JournalStore): string[] {
  const head = journal.head().seq;
  const journalled = storedOperations(outbox.read(0, head)).flatMap(({ kind, payload }) => (kind === 'sale-committed' ? [(JSON.parse(payload) as { saleId: string }).saleId] : []));
  const committed = new Set(sales.list(['committed'], head + 1).map(({ saleId }) => saleId));
  const found: string[] = [];
  if (new Set(journalled).size !== journalled.length) found.push('a sale is in the journal twice');
  for (const saleId of journalled) {
    if (!committed.delete(saleId)) found.push(`${saleId} is in the journal, but not committed`);
    if (journal.idempotentAnswer(answeringClient, saleId) === undefined) found.push(`${saleId} is in the journal without its answer`);
  }
  for (const saleId of committed) found.push(`${saleId} is committed, but not in the journal`);
  return found;
}
