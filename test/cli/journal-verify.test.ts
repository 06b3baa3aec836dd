import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../agent/storage/journal/open-journal.ts';
import { lastLine, runTill } from './support/till-process.ts';

let folder = '';
let path = '';
const now = { atMs: 1_790_000_000_000, wallMs: 1_790_000_000_000, clock: 'synced' as const };

/** A journal of five operations in the home of an agent; the third one cancels the sale `sale-3`. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'till journal '));
  mkdirSync(join(folder, 'till'));
  path = join(folder, 'till', 'journal.db');
  const store = openJournal({ path, identity: { tillId: 't', storeId: 's', agentVersion: '1' }, newId: randomUUID, now: () => now });
  const time = { instantMs: now.atMs, localDate: '2026-09-21', minuteOfDay: 1, weekday: 1, offsetMin: 300 };
  for (let seq = 2; seq <= 5; seq += 1) {
    store.journal.append([{ kind: 'sale-cancelled', schema: 1, opId: randomUUID(), payload: { programmeId: 'p', saleId: `sale-${seq}`, storeId: 's', tillId: 't', time } }], now, {});
  }
  store.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Changes one byte of the text of operation 3 on the disk, as bad memory or somebody with an editor would. */
function editOneByte(): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf('"saleId":"sale-3"');
  expect(at).toBeGreaterThan(0);
  bytes[at + '"saleId":"sale-'.length] = '9'.charCodeAt(0);
  writeFileSync(path, bytes);
}

describe('till journal verify', () => {
  it('finds a whole journal whole', async () => {
    const { code, stdout, stderr } = await runTill(['journal', 'verify', path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('5 operations, the chain holds to 5');
  });

  it('finds the journal of a home, whether of an agent or of till start', async () => {
    for (const home of [folder, join(folder, 'till')]) {
      const { code, stdout } = await runTill(['journal', 'verify', '--home', home, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(lastLine(stdout))).toMatchObject({ path, ok: true, operations: 5, headSeq: 5 });
    }
  });

  it('names the operation in which one byte was edited', async () => {
    editOneByte();
    const { code, stdout } = await runTill(['journal', 'verify', path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ .*breaks at operation 3: .*\n$/);
    const asJson = await runTill(['journal', 'verify', path, '--json']);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(lastLine(asJson.stdout))).toMatchObject({ ok: false, firstBreak: { seq: 3, reason: 'payload-changed' } });
  });

  it('fails the check of a file that is no database', async () => {
    writeFileSync(path, 'not a database at all, but long enough to be taken for one'.repeat(100));
    const { code, stdout } = await runTill(['journal', 'verify', path, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(lastLine(stdout))).toMatchObject({ ok: false, code: 'journal-not-a-database' });
  });

  it.each([
    ['a file that is not there', () => [join(folder, 'none.db')], 'journal-missing'],
    ['a home without a till', () => ['--home', tmpdir()], 'home-missing'],
  ])('takes %s for wrong use', async (_, args, expected) => {
    const { code, stdout, stderr } = await runTill(['journal', 'verify', ...args()]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^till: [^\n]+ \\(${expected}\\)\n$`));
  });
});

describe('till journal operations', () => {
  it('prints every operation, and of a damaged file those that can be read', async () => {
    const lines = (stdout: string) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { seq: number });
    const whole = await runTill(['journal', 'operations', path]);
    expect(lines(whole.stdout).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const bytes = readFileSync(path);
    // No UTF-8 any more: the row cannot be read, its neighbours can.
    bytes[bytes.indexOf('"saleId":"sale-3"')] = 0xff;
    writeFileSync(path, bytes);
    const damaged = await runTill(['journal', 'operations', '--home', folder]);
    expect({ code: damaged.code, seqs: lines(damaged.stdout).map(({ seq }) => seq) }).toEqual({ code: 0, seqs: [1, 2, 4, 5] });
    expect(damaged.stderr).toBe('till: operations 3 to 3 cannot be read\n');
  });
});

describe('till journal backup and restore', () => {
  const identity = { tillId: 't', tillName: 'Till', storeId: 's', token: 'x'.repeat(20), centralUrl: 'http://127.0.0.1:9', rootPublicKey: 'k'.repeat(40), keyId: 'k' };
  const home = () => join(folder, 'till');
  const copy = () => join(folder, 'copy.db');

  it('copy the journal and put the copy back in the place of a lost one', async () => {
    const made = await runTill(['journal', 'backup', copy(), '--home', folder, '--json']);
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(lastLine(made.stdout))).toMatchObject({ to: copy(), ok: true, operations: 5 });
    writeFileSync(join(home(), 'identity.json'), JSON.stringify(identity));
    rmSync(path);
    const restored = await runTill(['journal', 'restore', copy(), '--home', home(), '--json']);
    expect({ code: restored.code, stderr: restored.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(lastLine(restored.stdout))).toMatchObject({ path, prior: { seq: 5 } });
    const { stdout } = await runTill(['journal', 'verify', path]);
    expect(stdout).toContain('6 operations, the chain holds to 6');
  });

  it.each([
    ['a till that is not enrolled', () => undefined, 'not-enrolled'],
    ['a journal that is whole', () => writeFileSync(join(home(), 'identity.json'), JSON.stringify(identity)), 'journal-is-whole'],
  ])('refuse to replace anything of %s', async (_, prepare, expected) => {
    prepare();
    await runTill(['journal', 'backup', copy(), '--home', folder]);
    const { code, stderr } = await runTill(['journal', 'restore', copy(), '--home', home()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^till: [^\n]+ \\(${expected}\\)\n$`));
    expect((await runTill(['journal', 'verify', path])).code).toBe(0);
  });
});
