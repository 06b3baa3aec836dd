import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeIdentity } from '../../agent/host/home/identity.ts';
import { lastLine, runTill } from './support/till-process.ts';
import { testBundle, writeShopFolder } from '../central/kit/test-shop.ts';

describe('rotate-key', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'till-rotate-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('of a central prepares the next root key, then puts that very key in force', async () => {
    const home = join(folder, 'central');
    const central = async (...args: string[]) => await runTill(['central', ...args, '--home', home, '--json']);
    expect((await central('rotate-key')).code).toBe(2);
    await central('seed', '--shop', writeShopFolder(join(folder, 'shop'), testBundle(), []));
    const before = readFileSync(join(home, 'root.key'), 'utf8');
    const { prepared } = JSON.parse(lastLine((await central('rotate-key', '--prepare')).stdout)) as { prepared: string };
    expect(readFileSync(join(home, 'root.key'), 'utf8')).toBe(before);
    expect(JSON.parse(lastLine((await central('rotate-key')).stdout))).toMatchObject({ ok: true, keyId: prepared });
    expect(readFileSync(join(home, 'root.key'), 'utf8')).not.toBe(before);
    expect(existsSync(join(home, 'root.next.key'))).toBe(false);
    expect(await central('rotate-key', '--till', 'nobody')).toMatchObject({ code: 1, stderr: expect.stringContaining('(not-found)') as string });
  });

  it('of a till makes its next key once, and only for a till that is enrolled', async () => {
    const home = join(folder, 'till');
    const rotate = async () => await runTill(['rotate-key', '--home', home, '--json']);
    expect(await rotate()).toMatchObject({ code: 2, stderr: expect.stringContaining('(home-missing)') as string });
    mkdirSync(home);
    // a home is known by its journal; this command does not look into it
    writeFileSync(join(home, 'journal.db'), '');
    expect(await rotate()).toMatchObject({ code: 2, stderr: expect.stringContaining('(not-enrolled)') as string });
    writeIdentity(join(home, 'identity.json'), { tillId: 't', tillName: 'Till', storeId: 's', token: 'x'.repeat(20), centralUrl: 'http://127.0.0.1:9', rootPublicKey: 'k'.repeat(40), keyId: 'k' });
    expect(await rotate()).toMatchObject({ code: 0 });
    const key = readFileSync(join(home, 'till.next.key'), 'utf8');
    await rotate();
    expect(readFileSync(join(home, 'till.next.key'), 'utf8')).toBe(key);
  });
});
