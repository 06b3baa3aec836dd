import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anna, testBundle, writeShopFolder } from '../central/kit/test-shop.ts';
import { lastLine, runTill } from './support/till-process.ts';

const { roles: _everybody, access: _open, ...bundle } = testBundle();

describe('who may sign in, from the command line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'till-central-staff-'));
    const seeded = await till('seed', '--shop', writeShopFolder(join(folder, 'shop'), bundle, [anna]));
    if (seeded.code !== 0) throw new Error(seeded.stderr);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const till = async (...args: string[]) => await runTill(['central', ...args, '--home', join(folder, 'central')]);
  const staff = async (...args: string[]) => await till('staff', ...args);

  it('are taken on with a PIN that is told once, listed, given another PIN, and disabled', async () => {
    const added = await staff('add', 'aigerim', '--name', 'Айгерим', '--role', 'cashier', '--store', 'store-1', '--badge', 'KT-1005', '--json');
    expect([added.code, JSON.parse(lastLine(added.stdout))]).toEqual([0, expect.objectContaining({ pin: expect.stringMatching(/^\d{6}$/u) as string })]);
    const another = await staff('set-pin', 'aigerim');
    expect(another.stdout).toMatch(/^✓ aigerim has another PIN\n {2}PIN \d{6}: it is told this once\n$/u);
    const listed = await staff('list');
    expect([listed.code, listed.stdout]).toEqual([0, 'aigerim  Айгерим, cashier in store-1 (badge KT-1005)\n']);
    expect(listed.stdout).not.toMatch(/PIN \d/u);
    expect((await staff('disable', 'aigerim')).stdout).toBe('✓ aigerim may sign in no more\n');
    expect(JSON.parse(lastLine((await staff('list', '--json')).stdout))).toMatchObject({ members: [{ userId: 'aigerim', active: false, hasPin: true, badge: 'KT-1005' }] });
  }, 180_000);

  it.each<[string, string[], number, string]>([
    ['a role that the programme has not', ['add', 'b', '--name', 'Б', '--role', 'captain', '--store', 'store-1'], 1, ''],
    ['an id that is none', ['add', 'two words', '--name', 'Б', '--role', 'cashier', '--store', 'store-1'], 2, '(bad-request)'],
    ['somebody who is not there', ['disable', 'nobody'], 1, ''],
    ['a command without its name', ['add', 'c', '--role', 'cashier', '--store', 'store-1'], 2, '--name'],
  ])('%s is refused', async (_what, args, code, said) => {
    const answer = await staff(...args);
    expect([answer.code, answer.stdout]).toEqual([code, '']);
    expect(answer.stderr).toContain(said);
  }, 60_000);
});
