import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCardNumber } from '../../agent/domain/cards/card-number.ts';
import { openCentralDatabase } from '../../sync/central/open-central-database.ts';
import type { CentralReport } from '../../sync/central/report.ts';
import { findApiKey } from '../../sync/central/web/api-keys.ts';
import { startCentral } from '../../sync/central/start-central.ts';
import { lastLine, runTill } from './support/till-process.ts';
import { testBundle, writeShopFolder } from '../central/kit/test-shop.ts';

describe('the commands of the central', () => {
  let home: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'till-central-tools-'));
    const quiet = () => undefined;
    const shopFolder = writeShopFolder(join(home, 'shop'), testBundle(), []);
    const central = await startCentral({ home, host: '127.0.0.1', port: 0, shopFolder, log: { info: quiet, warn: quiet, error: quiet } });
    await central.close();
    const [scheme] = testBundle().cardSchemes;
    writeFileSync(join(home, 'base.csv'), `card,points\n${makeCardNumber(scheme!, 1, 1)},70\nnone,5\n`);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const till = async (...args: string[]) => await runTill(['central', ...args, '--home', home]);

  it('import a card base, name what they cannot take, and tell a file that they know', async () => {
    const rejects = join(home, 'rejects.jsonl');
    const imported = await till('import', join(home, 'base.csv'), '--rejects', rejects, '--json');
    expect(JSON.parse(lastLine(imported.stdout))).toEqual({ rows: 2, imported: 1, rejected: 1, isKnown: false });
    expect(imported.code).toBe(1);
    expect(readFileSync(rejects, 'utf8')).toBe('{"line":3,"reason":"card \\"none\\": not-a-card"}\n');
    expect((await till('import', join(home, 'base.csv'))).stdout).toContain('this file was imported before');
  });

  it('list proposals to merge, and decide one once', async () => {
    const { db, close } = await openCentralDatabase({ home, log: { info: () => undefined, warn: () => undefined, error: () => undefined }, nowMs: 0 });
    const made = await db.query<{ id: number }>(
      `WITH accounts AS (
         INSERT INTO account (account_id, programme_id, tier, available_points, held_points, changed_position) VALUES ('a', 'test', 'base', 0, 0, 101), ('b', 'test', 'base', 0, 0, 102)
       ) INSERT INTO merge_proposal (account_id, other_id, state, proposed_at_ms) VALUES ('a', 'b', 'open', 0) RETURNING proposal_id AS id`,
    );
    await close();
    const id = String(made[0]?.id);
    const listed = await till('merges', '--json');
    expect(JSON.parse(lastLine(listed.stdout))).toEqual({ proposals: [{ proposalId: Number(id), accountId: 'a', otherId: 'b', state: 'open', proposedAtMs: 0 }] });
    const accepted = await till('merges', '--accept', id, '--json');
    expect([accepted.code, JSON.parse(lastLine(accepted.stdout))]).toEqual([0, { proposalId: Number(id), state: 'accepted' }]);
    const refused = await till('merges', '--reject', id, '--json');
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('merge-decided')]);
    expect((await till('merges')).stdout).toContain('0 open proposals');
    expect((await till('merges', '--accept', 'x')).code).toBe(2);
    expect((await till('merges', '--accept', '1', '--reject', '1')).code).toBe(2);
    expect((await till('merges', '--help')).stdout).toContain('--accept');
  });

  it('make API keys whose text is told once and kept as its digest, list and revoke them', async () => {
    const made = await till('keys', 'create', '--name', 'Marketplace', '--scope', 'web-shop', '--channel', 'shop', '--store', 'store-1', '--json');
    const { keyId, key } = JSON.parse(lastLine(made.stdout)) as { keyId: string; key: string };
    expect([made.code, key]).toEqual([0, expect.stringMatching(/^[\w-]{43}$/u)]);
    const partner = await till('keys', 'create', '--name', 'Банк', '--scope', 'partner');
    expect(partner.stdout).toMatch(/^✓ \S+ is a key of Банк \(partner\)\n {2}[\w-]{43}\n {2}it is told this once\n$/u);
    const listed = await till('keys');
    expect(listed.stdout).toMatch(/^\S+ {2}Marketplace, web-shop, channel shop of store-1, made \S+\n\S+ {2}Банк, partner, made \S+\n$/u);
    expect(listed.stdout).not.toContain(key);
    const { db, close } = await openCentralDatabase({ home, log: { info: () => undefined, warn: () => undefined, error: () => undefined }, nowMs: 0 });
    expect(await findApiKey(db, key)).toMatchObject({ keyId, scope: 'web-shop' });
    expect(JSON.stringify(await db.query('SELECT * FROM api_key'))).not.toContain(key);
    await close();
    const revoked = await till('keys', 'revoke', keyId, '--json');
    expect([revoked.code, JSON.parse(lastLine(revoked.stdout))]).toEqual([0, { keyId, revokedAtMs: expect.any(Number) as number }]);
    expect((await till('keys', 'revoke', keyId, '--json')).stdout).toBe(revoked.stdout);
    expect(JSON.parse(lastLine((await till('keys', 'list', '--json')).stdout))).toMatchObject({ keys: [{ keyId, revokedAtMs: expect.any(Number) as number }, { scope: 'partner' }] });
  }, 180_000);

  it.each<[string, string[], number, string]>([
    ['a web shop without a store', ['keys', 'create', '--name', 'S', '--scope', 'web-shop', '--channel', 'c'], 2, '--store'],
    ['a partner with a channel', ['keys', 'create', '--name', 'S', '--scope', 'partner', '--channel', 'c', '--store', 's'], 2, '--channel'],
    ['another scope', ['keys', 'create', '--name', 'S', '--scope', 'everything'], 2, 'web-shop'],
    ['a channel of another store', ['keys', 'create', '--name', 'S', '--scope', 'web-shop', '--channel', 'shop', '--store', 'store-2'], 1, 'channel-differs'],
    ['a key that is not there', ['keys', 'revoke', 'none'], 1, 'not-found'],
    ['a promotion without a budget', ['budgets', 'remove', 'none'], 1, 'not-found'],
    ['a budget that is no amount', ['budgets', 'set', 'p', '-5'], 2, ''],
  ])('refuse %s', async (_what, args, code, said) => {
    const answer = await till(...args);
    expect([answer.code, answer.stdout]).toEqual([code, '']);
    expect(answer.stderr).toContain(said);
  }, 60_000);

  it('set budgets, list and remove them', async () => {
    expect(await till('budgets', 'set', 'weekly', '50000')).toMatchObject({ code: 0, stdout: '✓ weekly may give 50000 in all, what it has given included\n' });
    expect((await till('budgets')).stdout).toBe('weekly: 50000 left of 50000, 0 given\n');
    expect(JSON.parse(lastLine((await till('budgets', 'remove', 'weekly', '--json')).stdout))).toEqual({ promotionId: 'weekly' });
    expect(JSON.parse(lastLine((await till('budgets', '--json')).stdout))).toEqual({ budgets: [] });
  }, 120_000);

  it('refuse hours, days and gateways that are none', async () => {
    for (const wrong of [['--notify-quiet', '9-17'], ['--notify-retention', '9'], ['--notify-url', 'sms'], ['--notify-url', 'http://127.0.0.1:1', '--notify-file', 'messages.jsonl']]) {
      expect(await till(...wrong)).toMatchObject({ code: 2 });
    }
  });

  it('report what the ledger has, and run the jobs', async () => {
    const report = await till('report', '--json');
    expect(JSON.parse(lastLine(report.stdout))).toMatchObject({ accounts: 3, buckets: { available: 70, opening: -70 }, goodwill: [], pending: [] });
    const jobs = await till('jobs', '--once', '--json');
    expect(JSON.parse(lastLine(jobs.stdout))).toEqual({ settled: { accounts: 0, maturedPoints: 0, expiredPoints: 0 }, birthdays: 0, merges: { merged: 0, proposed: 0 }, notifications: 0, leases: { granted: 0, toppedUp: 0, renewed: 0, recalled: 0, voided: 0 } });
    expect([report.code, jobs.code]).toEqual([0, 0]);
  });

  it('list what is set aside of a customer, and what waits for a decision', async () => {
    const [scheme] = testBundle().cardSchemes;
    const account = makeCardNumber(scheme!, 1, 1);
    const listed = await till('allowances', '--account', account, '--recall', '--json');
    expect(JSON.parse(lastLine(listed.stdout))).toEqual({ recalled: 0, allowances: [] });
    const unknown = await till('allowances', '--account', 'nobody', '--json');
    expect(JSON.parse(lastLine(unknown.stdout))).toMatchObject({ code: 'not-found' });
    const parked = await till('parked', '--json');
    expect(JSON.parse(lastLine(parked.stdout))).toEqual({ parked: [] });
    const decided = await till('parked', 'accept', 'nobody');
    expect(decided.stderr).toContain('No spending of operation nobody was parked.');
    const wrong = await till('parked', 'burn');
    const help = await runTill(['central', 'parked', 'accept', '--help']);
    expect(help.stdout).toContain('booked to goodwill');
    expect([listed.code, unknown.code, parked.code, decided.code, wrong.code, help.code]).toEqual([0, 1, 0, 1, 2, 0]);
  });

  it('refuse a home where there is no centre, and make nothing there', async () => {
    const nowhere = join(home, 'nowhere');
    for (const command of [['parked'], ['report'], ['jobs', '--once'], ['rotate-key']]) {
      expect(await runTill(['central', ...command, '--home', nowhere])).toMatchObject({ code: 2, stderr: expect.stringContaining('no-central') });
    }
    expect(existsSync(nowhere)).toBe(false);
  });

  it('prepare the next key for the root alone', async () => {
    expect(await till('rotate-key', '--till', 'till-1', '--prepare')).toMatchObject({ code: 2, stderr: expect.stringContaining('--prepare is for the root key only') });
  });

  it('report the lists of a large chain to their ends in JSON, and say in words that there is more', async () => {
    const { db, close } = await openCentralDatabase({ home, log: { info: () => undefined, warn: () => undefined, error: () => undefined }, nowMs: 0 });
    await db.query("INSERT INTO till (till_id, name, store_id, public_key, token_hash, enrolled_at_ms) SELECT 'till-' || n, 'Касса', 'store-1', '', 'hash-' || n, 0 FROM generate_series(1, 1600) AS n");
    await db.query(`INSERT INTO finding (kind, journal_id, seq, op_id, detail, at_ms) SELECT 'defect', 'journal-1', n, 'op-' || n, '{"what": "price"}', 7 FROM generate_series(1, 45) AS n`);
    await close();
    const answer = await till('report', '--json');
    const { next, ...report } = JSON.parse(lastLine(answer.stdout)) as CentralReport & { next?: object };
    expect([answer.code, next, report.tills, report.findings.defect]).toEqual([1, undefined, 1_600, 45]);
    expect([new Set(report.tillStates.map(({ tillId }) => tillId)).size, report.tillStates.length, report.defects.length]).toEqual([1_600, 1_600, 45]);
    const told = await till('report');
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('there are more tillStates than these')]);
  }, 120_000);
});
