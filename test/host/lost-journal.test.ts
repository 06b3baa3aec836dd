import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readableOperations } from '../../agent/storage/journal/readable-operations.ts';
import { startTestCentral } from '../central/kit.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';

interface Seen {
  mode: string;
  modeReason: string;
  journal: { journalId: string; headSeq: number; acknowledgedSeq: number; setAside?: { file: string; code: string } };
}
const status = async (agent: TestAgent) => (await agent.call('GET', '/v1/status')).body as unknown as Seen;
const settled = async (agent: TestAgent) => {
  await vi.waitFor(async () => {
    const { journal } = await status(agent);
    expect(journal.acknowledgedSeq).toBe(journal.headSeq);
  }, { timeout: 60_000, interval: 20 });
  return await status(agent);
};

it('a till whose journal was deleted says so, begins another that says why, and is taken by the centre', async () => {
  const central = await startTestCentral();
  onTestFinished(() => central.close());
  const folder = makeAgentHome();
  onTestFinished(() => folder.remove());
  const { home } = folder;
  const first = await startTestAgent(home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  const before = await settled(first);
  expect(before.journal.setAside).toBeUndefined();
  await first.running.close();
  for (const name of readdirSync(home).filter((each) => /^journal\.db(-wal|-shm)?$/.test(each))) rmSync(join(home, name));

  const second = await startTestAgent(home);
  const after = await settled(second);
  expect(after).toMatchObject({ mode: 'limited', modeReason: 'journal-lost', journal: { setAside: { code: 'journal-missing' } } });
  expect(after.journal.journalId).not.toBe(before.journal.journalId);
  await second.running.close();
  const [opened] = [...readableOperations(join(home, 'journal.db'))];
  expect(JSON.parse(opened?.payload ?? '{}')).toMatchObject({ cause: 'loss' });

  const third = await startTestAgent(home);
  expect((await settled(third)).journal.journalId).toBe(after.journal.journalId);
  const note = join(home, after.journal.setAside?.file ?? '');
  expect(existsSync(note)).toBe(true);
  rmSync(note);
  expect((await settled(third)).modeReason).not.toBe('journal-lost');
  await third.running.close();
});

it('the first start of a home is no loss', async () => {
  const central = await startTestCentral();
  onTestFinished(() => central.close());
  const folder = makeAgentHome();
  onTestFinished(() => folder.remove());
  const agent = await startTestAgent(folder.home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  onTestFinished(() => agent.running.close());
  expect((await settled(agent)).modeReason).not.toBe('journal-lost');
});
