import type { CentralCalls } from './central-calls.ts';
import type { Link } from './link.ts';
import { SyncFault } from './sync-fault.ts';
import type { SyncLog } from './sync-log.ts';

/** What the old key signed for the new one. */
export interface BegunKeyChange {
  /** SPKI DER in base64, like `to` */
  from: string;
  to: string;
  /** Over `tillKeyChangeText`, base64 */
  signature: string;
}

/** The till's own keys, where they lie. */
export interface TillKeyStore {
  /** The change that was begun and not finished, in this run or an earlier one */
  begun(): BegunKeyChange | undefined;
  /** Makes the next key. It signs nothing yet; on the disk when this returns */
  begin(): void;
  /** The centre takes the next key: it signs from now on, and the old one is gone. On the disk when this returns */
  finish(): void;
  /** The centre does not take it: the old key stays */
  giveUp(): void;
}

/** Tells the centre of a change that was begun. @throws SyncFault where it could not be asked: the change stays begun */
export async function settleKeyChange({ keys, calls, link, log, signal }: { keys: TillKeyStore; calls: CentralCalls; link: Link; log: SyncLog; signal: AbortSignal }): Promise<boolean> {
  const change = keys.begun();
  if (change === undefined) return false;
  try {
    await link.run('push', () => calls.changeTillKey(change, signal));
  } catch (fault) {
    if (!(fault instanceof SyncFault) || fault.kind !== 'problem') throw fault;
    log.error({ code: fault.problem?.code }, "the centre does not take this till's new key: the old one stays");
    keys.giveUp();
    return true;
  }
  keys.finish();
  log.info({}, 'this till has a new key');
  return true;
}
