import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { enrol } from '../../../sync/engine/enrol.ts';
import { makeTillKeys, testTill } from '../../central/kit/test-till.ts';
import type { CentralUnderTest } from './central-under-test.ts';

export interface AskedHolds {
  /** Milliseconds of each, as the cashier waits */
  tookMs: number[];
  snapshots: number;
}

const pauseMs = 25;

/** Asks for holds, one after the other, on accounts that others sell to, and where it is told so takes one snapshot after the other meanwhile; until it is aborted. */
export async function askForHolds(central: CentralUnderTest, { accounts, withSnapshots, signal }: { accounts: number; withSnapshots: boolean; signal: AbortSignal }): Promise<AskedHolds> {
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl: central.url, code: await central.enrolmentCode('till-of-cashier'), publicKeyDerBase64: keys.publicKey });
  const till = testTill(central.url, identity, keys);
  const asked: AskedHolds = { tookMs: [], snapshots: 0 };
  const takeSnapshots = async (): Promise<void> => {
    while (!signal.aborted) {
      const answer = await fetch(`${central.url}/till/v1/snapshot?journalId=none&protocol=2`, { headers: { authorization: `Bearer ${identity.token}` } });
      await answer.arrayBuffer();
      asked.snapshots += 1;
    }
  };
  const askOne = async (index: number): Promise<void> => {
    const beganMs = performance.now();
    const { status, body } = await till.hold({ holdId: randomUUID(), accountId: `bench-${index}`, cardNumber: String(4_000_000_000_000 + index), points: 1 });
    if (status !== 200) throw new Error(`a hold was answered ${status} ${body.code ?? ''}`);
    asked.tookMs.push(performance.now() - beganMs);
  };
  const taking = withSnapshots ? takeSnapshots() : undefined;
  for (let count = 0; !signal.aborted; count += 1) {
    await askOne((count * 71) % accounts);
    await sleep(pauseMs);
  }
  await taking;
  return asked;
}
