import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openJournal } from '../../agent/storage/journal/open-journal.ts';
import { startTestCentral } from '../central/kit.ts';
import { saleDraft, sampleNow } from '../storage/kit/samples.ts';
import { tamper } from '../storage/kit/test-journal.ts';
import { makeAgentHome, startTestAgent } from './kit/test-agent.ts';
import type { TestAgent } from './kit/test-agent.ts';

const status = async (agent: TestAgent) => (await agent.call('GET', '/v1/status')).body as { modeReason: string; journal: { journalId: string; headSeq: number; acknowledgedSeq: number; setAside?: { file: string } } };

it('a till with a damaged journal starts, says so, and sends what still held of the old journal before its own', async () => {
  const central = await startTestCentral();
  onTestFinished(() => central.close());
  const folder = makeAgentHome();
  onTestFinished(() => folder.remove());
  const { home } = folder;
  const first = await startTestAgent(home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  await vi.waitFor(async () => expect((await status(first)).journal.acknowledgedSeq).toBe(1), { timeout: 60_000, interval: 20 });
  const { journalId } = (await status(first)).journal;
  await first.running.close();

  const path = join(home, 'journal.db');
  const offline = openJournal({ path, identity: { tillId: 't', storeId: 's', agentVersion: '0' }, newId: randomUUID, now: () => sampleNow });
  for (let sale = 2; sale <= 61; sale += 1) offline.journal.append([saleDraft({ saleId: `offline-${sale}` })], sampleNow, {});
  offline.close();
  tamper(path, `UPDATE meta SET value = '1' WHERE key = 'cleanSeq'`);
  tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 40`);

  const second = await startTestAgent(home);
  onTestFinished(() => second.running.close());
  await vi.waitFor(async () => {
    const { journal } = await status(second);
    expect(journal.acknowledgedSeq).toBe(journal.headSeq);
  }, { timeout: 60_000, interval: 20 });
  const { modeReason, journal } = await status(second);
  expect(modeReason).toBe('journal-set-aside');
  expect(journal.journalId).not.toBe(journalId);
  expect(journal).toMatchObject({ headSeq: 40, setAside: { code: 'journal-chain-broken', prior: { journalId, seq: 39 } } });
  expect(readdirSync(home)).toContain(journal.setAside?.file);
  rmSync(join(home, journal.setAside?.file ?? ''));
  expect((await status(second)).modeReason).not.toBe('journal-set-aside');
});
