import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openCentralHome } from '../../sync/central/home/central-home.ts';
import { rotateRootKey } from '../../sync/central/root-rotation.ts';
import { startTestCentral } from '../central/kit.ts';
import { inspect } from '../central/kit/audit.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';

const patience = { timeout: 60_000, interval: 20 };
type Status = { bundle?: { serial: number }; bundleRefused?: object; journal: { headSeq: number; acknowledgedSeq: number }; mode: string };
const statusOf = async (agent: TestAgent) => (await agent.call('GET', '/v1/status')).body as Status;
const identityIn = (home: string) => JSON.parse(readFileSync(join(home, 'identity.json'), 'utf8')) as { keyId: string; rootPublicKey: string };

it('a till that was away while the root key changed twice follows, also after a restart, and takes what the last key signs', async () => {
  let central = await startTestCentral();
  onTestFinished(async () => await central.close());
  const folder = makeAgentHome();
  onTestFinished(() => folder.remove());
  const { home } = folder;
  const rotate = async () => await inspect(central.home, async (db) => await rotateRootKey(db, openCentralHome(central.home), central.clock.nowMs));
  const first = await startTestAgent(home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  await vi.waitFor(async () => expect((await statusOf(first)).bundle?.serial).toBe(1), patience);
  const { keyId: enrolledKeyId } = identityIn(home);
  await central.stop();
  await rotate();
  const { keyId } = await rotate();
  central = await startTestCentral({ home: central.home, port: central.port });
  // nothing new to fetch: the feed alone names the key
  await vi.waitFor(() => expect(identityIn(home).keyId).toBe(keyId), patience);
  expect(keyId).not.toBe(enrolledKeyId);
  await central.admin('bundles', JSON.stringify(testBundle({ serial: 2 })));
  await vi.waitFor(async () => expect((await statusOf(first)).bundle?.serial).toBe(2), patience);
  await first.running.close();

  const again = await startTestAgent(home);
  onTestFinished(async () => await again.running.close());
  await central.admin('bundles', JSON.stringify(testBundle({ serial: 3 })));
  await vi.waitFor(async () => expect((await statusOf(again)).bundle?.serial).toBe(3), patience);
  expect(await statusOf(again)).not.toHaveProperty('bundleRefused');
});

it('a till that is told to changes its own key, and goes on pushing with it, also after a restart', async () => {
  const central = await startTestCentral();
  onTestFinished(async () => await central.close());
  const folder = makeAgentHome();
  onTestFinished(() => folder.remove());
  const { home } = folder;
  const allSent = async (agent: TestAgent) => await vi.waitFor(async () => {
    const { journal } = await statusOf(agent);
    expect(journal.acknowledgedSeq).toBe(journal.headSeq);
  }, patience);
  const first = await startTestAgent(home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  await allSent(first);
  const key = readFileSync(join(home, 'till.key'), 'utf8');
  await central.admin('tills/till-1/change-key', {});
  await vi.waitFor(() => expect(readFileSync(join(home, 'till.key'), 'utf8')).not.toBe(key), patience);
  await first.running.close();
  central.clock.nowMs += 24 * 3_600_000;
  const again = await startTestAgent(home);
  onTestFinished(async () => await again.running.close());
  await allSent(again);
  await vi.waitFor(async () => expect((await statusOf(again)).mode).toBe('online'), patience);
});
