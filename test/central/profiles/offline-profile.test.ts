import { existsSync, readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { changeCustomer, registerCustomer } from '../../../agent/usecases/register-customer.ts';
import type { ProfileView } from '../../../sync/central/profiles/office-profile.ts';
import { startRealTill } from '../../engine/real-till.ts';
import { until } from '../../engine/until.ts';
import { startTestCentral } from '../kit.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { agrees, customerTill, profileBundle } from './kit.ts';

it('a customer who was registered offline is a profile at the centre, leaves nothing at the till, and can be erased with both chains whole', async () => {
  const central = await startTestCentral({ bundle: profileBundle() });
  onTestFinished(() => central.close());
  const real = await startRealTill(central);
  onTestFinished(() => real.close());
  const { store, proxy, engine, drained } = real;
  await until(() => real.sealingKeys.keyId() !== undefined, 'the sealing key');
  const till = customerTill(real, central.compiled);

  await proxy.set('refuse');
  await until(() => engine.contact().breaker !== 'closed', 'the outage');
  const registered = registerCustomer(till, { by: { userId: 'cashier-7' }, change: { givenName: 'Асель', birthday: '1990-05-17', phone: { number: '8 (701) 123-45-67' }, answers: { city: 'Алматы', ...agrees } } });
  if (!registered.ok) throw new Error(registered.detail);
  const { accountId } = registered;
  const changed = changeCustomer(till, { accountId, by: { userId: 'manager-1' }, change: { givenName: 'Әсел', answers: { city: null } } });
  expect(changed.ok).toBe(true);
  expect(store.outbox.sealed(1, 10)).toHaveLength(2);
  const onDisk = [real.path, `${real.path}-wal`].filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8')).join(' ');
  expect(onDisk).toContain('sealedSha256');
  expect(onDisk).not.toMatch(/Асель|Алматы|7011234567/);

  await proxy.set('pass');
  await drained();
  expect(store.outbox.sealed(1, 10)).toEqual([]);
  expect(store.outbox.unsettled(10)).toEqual([]);
  const { body } = await central.admin<ProfileView>(`profiles/${accountId}`);
  expect(body).toMatchObject({
    accountId,
    profile: { givenName: 'Әсел', birthday: '1990-05-17', phone: { number: '+77011234567', verified: false }, answers: agrees },
    changes: [
      { kind: 'changed', fields: ['answers.city', 'givenName'], storeId: 'store-1', tillId: 'till-1', userId: 'manager-1' },
      { kind: 'registered', storeId: 'store-1', tillId: 'till-1', userId: 'cashier-7' },
    ],
  });
  expect(body.profile.answers).not.toHaveProperty('city');
  await until(() => real.cache.cache.findById(accountId)?.account.givenName === 'Әсел', 'the name at the till');
  expect(real.cache.cache.findById(accountId)?.account).toMatchObject({ birthday: '05-17', tier: 'base', availablePoints: 0 });

  const erased = [await central.put(`profiles/${accountId}`, {}, 'DELETE'), await central.put(`profiles/${accountId}`, {}, 'DELETE')];
  expect(erased).toEqual([{ status: 200, body: { accountId } }, { status: 200, body: { accountId } }]);
  expect((await central.admin<ProfileView>(`profiles/${accountId}`)).body).toMatchObject({ profile: {}, erasedAtMs: central.clock.nowMs });
  await until(() => real.cache.cache.findById(accountId)?.account.givenName === undefined, 'the erasure at the till');
  const head = store.journal.head();
  expect(verifyJournal(real.path)).toMatchObject({ ok: true, headSeq: head.seq, acknowledged: { seq: head.seq } });
  await central.stop();
  await inspect(central.home, async (db) => {
    expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
    const chain = await db.query<{ seq: number; prev: string; hash: string }>('SELECT seq, prev, hash FROM operation WHERE journal_id = $1 ORDER BY seq', [store.journal.journalId]);
    expect(chain.map(({ prev }) => prev)).toEqual(['0'.repeat(64), ...chain.slice(0, -1).map(({ hash }) => hash)]);
    expect(chain.at(-1)).toMatchObject({ seq: head.seq, hash: head.hash });
    for (const table of ['profile', 'sealed_blob']) expect(await db.query(`SELECT * FROM ${table}`)).toEqual([]);
    const rest = await db.query<{ text: string }>("SELECT string_agg(o::text, ' ') AS text FROM operation o UNION ALL SELECT string_agg(a::text, ' ') FROM account a UNION ALL SELECT string_agg(c::text, ' ') FROM profile_change c");
    expect(rest.map(({ text }) => text).join(' ')).not.toMatch(/Асель|Әсел|7011234567|05-17/);
  });
});
