import { generateKeyPairSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { sealFor } from '../../../agent/storage/journal/sealed-box.ts';
import { openSealed } from '../../../sync/central/open-sealed.ts';
import { startTestCentral } from '../kit.ts';
import { inspect } from '../kit/audit.ts';
import { testJournal } from '../kit/test-journal.ts';
import { opened } from '../kit/test-shop.ts';

it('sealed blobs are kept once with the operations that name them, and a batch with any other is refused whole', async () => {
  const central = await startTestCentral();
  onTestFinished(() => central.close());
  const till = await central.enrolTill();
  const keys = generateKeyPairSync('x25519');
  const [blob, other] = [1, 2].map((n) => sealFor(keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), `{"n":${n}}`));
  const journal = testJournal();
  journal.append('journal-opened', opened);
  journal.append('questionnaire-filled', { sealedSha256: blob?.sha256 });
  const push = async (sealed: unknown[]) => await till.post('/till/v1/push', { ...till.batch(journal), sealed });

  expect(await push([{ seq: 2, ...other }])).toMatchObject({ status: 422, body: { code: 'hash-mismatch', path: '/sealed/0' } });
  expect(await push([{ seq: 2, ...blob, sealed: other?.sealed }])).toMatchObject({ status: 422, body: { code: 'hash-mismatch' } });
  expect(await push([{ seq: 1, ...blob }])).toMatchObject({ status: 422, body: { code: 'hash-mismatch' } });
  expect((await till.position(journal.journalId)).seq).toBe(0);
  for (const verdict of ['parked', 'parked']) expect(await push([{ seq: 2, ...blob }])).toMatchObject({ status: 200, body: { verdicts: [expect.anything(), { verdict }] } });
  await central.stop();
  const kept = await inspect(central.home, async (db) => await db.query<{ seq: number; sealed: string }>('SELECT seq, sealed FROM sealed_blob'));
  expect(kept).toEqual([{ seq: 2, sealed: blob?.sealed }]);
  expect(openSealed(keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), kept[0]?.sealed ?? '')).toBe('{"n":1}');
});
