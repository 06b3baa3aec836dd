import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { backupJournal } from '../../agent/storage/journal/backup-journal.ts';
import { openJournal } from '../../agent/storage/journal/open-journal.ts';
import { restoreJournal } from '../../agent/storage/journal/restore-journal.ts';
import { startTestCentral } from '../central/kit.ts';
import { saleDraft, sampleNow } from '../storage/kit/samples.ts';
import { makeAgentHome, startTestAgent } from './kit/test-agent.ts';
import type { TestAgent } from './kit/test-agent.ts';

type Journal = { journalId: string; headSeq: number; acknowledgedSeq: number };
const statusOf = async (agent: TestAgent) => (await agent.call('GET', '/v1/status')).body as { modeReason: string; journal: Journal };

async function allSent(agent: TestAgent): Promise<Journal> {
  await vi.waitFor(async () => {
    const { journal } = await statusOf(agent);
    expect(journal.acknowledgedSeq).toBe(journal.headSeq);
  }, { timeout: 60_000, interval: 20 });
  return (await statusOf(agent)).journal;
}

it.each([
  ['the centre had everything of the old journal, and more than the backup', 'sent'],
  ['the centre had none of what the backup holds unsent', 'unsent'],
])('a till restored from a backup goes on with the centre, where %s', async (_, was) => {
  const central = await startTestCentral();
  onTestFinished(() => central.close());
  const folder = makeAgentHome();
  onTestFinished(() => folder.remove());
  const { home } = folder;
  const path = join(home, 'journal.db');
  const backup = join(home, 'backup.db');
  const first = await startTestAgent(home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  const begun = await allSent(first);
  await first.running.close();
  const { tillId, storeId } = JSON.parse(readFileSync(join(home, 'identity.json'), 'utf8')) as { tillId: string; storeId: string };
  const identity = { tillId, storeId, agentVersion: '0' };
  const offline = openJournal({ path, identity, newId: randomUUID, now: () => sampleNow });
  for (let sale = 1; sale <= 5; sale += 1) offline.journal.append([saleDraft({ saleId: `s${sale}` })], sampleNow, {});
  backupJournal(path, backup);
  offline.journal.append([saleDraft({ saleId: 'after the backup' })], sampleNow, {});
  offline.close();
  if (was === 'sent') {
    const second = await startTestAgent(home);
    await allSent(second);
    await second.running.close();
  }
  rmSync(path);
  restoreJournal(backup, path, { identity, newId: randomUUID, now: sampleNow });

  const restored = await startTestAgent(home);
  onTestFinished(() => restored.running.close());
  const journal = await allSent(restored);
  expect(journal.headSeq).toBe(7);
  expect(journal.journalId).not.toBe(begun.journalId);
  const { modeReason } = await statusOf(restored);
  expect(modeReason).not.toBe('journal-quarantined');
  // Each once: the seven of the old journal that the centre had, or the six that the backup has; and the first of the new one.
  expect(await central.report()).toMatchObject({ operations: was === 'sent' ? 8 : 7, quarantined: 0, findings: { fork: 0 } });
});
