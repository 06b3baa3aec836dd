import type { FeedAnswer } from '../protocol/messages.ts';
import type { ChangeSignal } from './change-signal.ts';
import type { FeedRequest } from './feed-page.ts';
import type { FeedReader } from './feed-reader.ts';
import type { FeedTurns } from './feed-turns.ts';

/** Waits up to `waitMs` for something that the till has not got: accounts, a confirmed operation, another bundle, another key. */
export async function waitForFeed(
  options: { reader: Pick<FeedReader, 'read'>; turns: FeedTurns; signal: ChangeSignal; abort: AbortSignal; waitMs: number },
  request: FeedRequest,
): Promise<FeedAnswer> {
  const deadline = performance.now() + options.waitMs;
  let first: FeedAnswer | undefined;
  for (;;) {
    // who does not wait lies behind, or has just come: it is answered at once
    await options.turns.take(deadline - performance.now(), options.abort);
    const seen = options.signal.version;
    const answer = await options.reader.read(request);
    first ??= answer;
    const remainingMs = deadline - performance.now();
    const hasNews = answer.accounts.length > 0 || answer.programme !== undefined || answer.settled !== undefined || answer.revised !== undefined || answer.sealingKey !== undefined || answer.phoneKey !== undefined;
    const isNew = hasNews || answer.bundleHash !== first.bundleHash || answer.rootKeyId !== first.rootKeyId || answer.changeTillKey !== first.changeTillKey || answer.through.seq !== first.through.seq;
    if (isNew || remainingMs <= 0 || options.signal.isClosed || options.abort.aborted) return answer;
    await options.signal.wait(seen, remainingMs, options.abort);
  }
}
