import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLine, runTill } from './support/till-process.ts';
import { anna, testBundle, writeShopFolder } from '../central/kit/test-shop.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the rules of a central, from the command line', () => {
  let folder: string;
  let shop: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'till-central-rules-'));
    shop = writeShopFolder(join(folder, 'shop'), testBundle(), [anna]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const till = async (...args: string[]) => await runTill(['central', ...args, '--home', join(folder, 'central')]);
  const bundleFile = (name: string, changes: Partial<Bundle>) => {
    const path = join(folder, name);
    writeFileSync(path, `${JSON.stringify(testBundle(changes), null, 2)}\n`);
    return path;
  };

  it('are seeded once, and only with a shop that holds', async () => {
    const first = await till('seed', '--shop', shop, '--json');
    expect(JSON.parse(lastLine(first.stdout))).toEqual({ ok: true, seeded: true, serial: 1, accounts: 1 });
    const second = await till('seed', '--shop', shop);
    expect([first.code, second.code, second.stdout]).toEqual([0, 0, '✓ this database was filled before: nothing was done\n']);
    const none = await till('seed', '--shop', join(folder, 'nowhere'));
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('(shop-invalid)')]);
  });

  it('are compared, published, listed and exported; what was exported has the hash that was signed', async () => {
    const [gold] = testBundle().promotions;
    const file = bundleFile('second.json', { serial: 2, promotions: [{ ...gold!, priority: 5 }] });
    const hash = hashOf(readFileSync(file, 'utf8'));

    const dry = await till('publish', file, '--dry-run', '--json');
    expect(JSON.parse(lastLine(dry.stdout))).toMatchObject({ ok: true, serial: 2, hash, published: false, before: { serial: 1 } });
    const published = await till('publish', file);
    expect(published.stdout).toContain(`✓ bundle 2 is in force (${hash})`);
    expect(published.stdout).toContain('promotions removed: points-5');
    expect(published.stdout).toContain('promotions changed: gold-10 (priority)');
    expect(published.stdout).toContain('! points-5 ends with this bundle');
    const again = await till('publish', file);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('was in force already')]);

    const list = JSON.parse(lastLine((await till('export', '--list', '--json')).stdout)) as { bundles: object[] };
    expect(list.bundles).toMatchObject([{ serial: 2, hash, promotions: 1, isInForce: true }, { serial: 1, promotions: 2, isInForce: false }]);
    const exported = await till('export');
    expect(hashOf(exported.stdout)).toBe(hash);
    const first = await till('export', '--serial', '1');
    expect(first.stdout).toBe(readFileSync(join(shop, 'bundle.json'), 'utf8'));
    expect((await till('export', '--serial', '7')).code).toBe(1);
  });

  it('begin another central from the exported folder, under the same hash', async () => {
    const to = join(folder, 'exported');
    const exported = JSON.parse(lastLine((await till('export', '--to', to, '--json')).stdout)) as { hash: string };
    const other = ['--home', join(folder, 'other')];
    expect((await runTill(['central', 'seed', '--shop', to, ...other])).code).toBe(0);
    const list = JSON.parse(lastLine((await runTill(['central', 'export', '--list', '--json', ...other])).stdout)) as { bundles: { hash: string }[] };
    expect(list.bundles.map(({ hash }) => hash)).toEqual([exported.hash]);
    expect(await till('export', '--to', to)).toMatchObject({ code: 2, stderr: expect.stringContaining('(file-exists)') as string });
  });

  it('are refused with the place and exit code 1, and nothing changes', async () => {
    const refused = async (name: string, changes: Partial<Bundle>) => {
      const { code, stdout } = await till('publish', bundleFile(name, changes), '--json');
      return { exit: code, ...(JSON.parse(lastLine(stdout)) as { code: string; path: string }) };
    };
    expect(await refused('low.json', { serial: 2 })).toMatchObject({ exit: 1, code: 'serial-not-higher' });
    expect(await refused('other.json', { serial: 3, programmeId: 'other' })).toMatchObject({ exit: 1, code: 'programme-differs', path: '/programmeId' });
    expect(await refused('zone.json', { serial: 3, timeZone: 'Mars/Olympus' })).toMatchObject({ exit: 1, code: 'bundle-invalid', path: '/timeZone' });
    expect(await refused('group.json', { serial: 3, groups: [] })).toMatchObject({ exit: 1, code: 'bundle-invalid' });
    writeFileSync(join(folder, 'latin.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    expect((await till('publish', join(folder, 'latin.json'))).code).toBe(2);
    expect((await till('publish', join(folder, 'none.json'))).stderr).toContain('(file-missing)');
    expect(JSON.parse((await till('export')).stdout)).toMatchObject({ serial: 2 });
  });
});
