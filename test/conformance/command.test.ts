import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function conformance(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [fileURLToPath(new URL('conformance.ts', import.meta.url)), ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

const right = { suite: 'vendure prorate', weights: [1, 1], total: 3, expected: [2, 1] };
const wrong = { ...right, expected: [1, 2] };
/** Parts that the remainder to the first gives, of a peer that says so and of one that does not */
const stated = { suite: 'money', weights: [4300, 1400, 2300], total: 299, expected: [161, 53, 85], rule: { remainder: 'floored', weightless: 'nobody' } };
const { rule: _rule, ...unstated } = stated;
/** Parts of a peer that states no rule, and that no rule gives */
const unknown = { ...right, suite: 'nobody', expected: [0, 3] };

describe('npm run conformance', () => {
  it('describes itself', async () => {
    const { code, stdout } = await conformance('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--cases <folder>');
    expect(stdout).toContain('Exit codes: 0 done');
  });

  it('skips what is not there, and says so', async () => {
    const none = join(folder, 'none');
    const { code, stdout } = await conformance('--cases', none, '--scans', none, '--json');
    expect(code).toBe(0);
    const [first, second, last] = stdout.trimEnd().split('\n');
    expect([first, second]).toEqual([`skipped: there are no cases at ${none}`, `skipped: there are no scans at ${none}`]);
    expect(JSON.parse(last ?? '')).toEqual({ ok: true, skipped: `there are no cases at ${none}; there are no scans at ${none}` });
  });

  it('skips a folder without cases, and says so', async () => {
    write('notes.txt', 'none');
    const { code, stdout } = await conformance('--cases', folder, '--scans', join(folder, 'none'));
    expect(code).toBe(0);
    expect(stdout).toContain(`skipped: there are no cases at ${folder}`);
  });

  it('prints a row for each suite and every reason, and the same as JSON on the last line', async () => {
    write('some.json', [right, unknown, stated, unstated]);
    write('others.json', `\uFEFF${JSON.stringify([{ suite: 'vendure', name: 'Half off', order: {} }, 7])}`);
    const { code, stdout } = await conformance('--cases', folder, '--scans', join(folder, 'none'), '--json');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^allocation +4 +2 +2 +0 +2$/m);
    expect(stdout).toMatch(/^of no known peer +2 +0 +0 +0 +2$/m);
    expect(stdout).toContain('allocation, refused:\n  1 × Nobody has said who takes the remainder in "nobody" ("rule" of a case says it), and no rule that can be stated here gives these parts.\n      nobody: 3 by 1,1');
    expect(stdout).toContain('2 × It has the form of no peer that is known here.\n      case 1, vendure, Half off\n      case 2');
    expect(stdout).toContain('these parts are those of {"remainder":"floored","weightless":"equally"}');
    const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { ok: boolean; suites: { name: string; passed: number }[] };
    expect(report).toMatchObject({ ok: true, suites: [{ name: 'allocation', cases: 4, expressible: 2, passed: 2, failed: [] }, { name: 'of no known peer', cases: 2 }] });
  });

  it('ends with 1 where a case failed, or where a goal is missed', async () => {
    write('one.json', [wrong]);
    const failed = await conformance('--cases', folder, '--scans', join(folder, 'none'));
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('allocation, failed:\n  1 × 2,1 instead of 1,2');
    write('one.json', [right, ...Array.from({ length: 21 }, () => unknown)]);
    const missed = await conformance('--cases', folder, '--scans', join(folder, 'none'));
    expect(missed.code).toBe(1);
    expect(missed.stdout).toContain('✗ ≥ 22 of 22');
  });

  it.each([
    ['an option that it does not know', ['--fast'], "unknown option '--fast'"],
    ['a word that it does not know', ['medusa'], 'too many arguments'],
    ['no folder at all', ['--cases', ''], 'It must name a folder.'],
  ])('takes %s for wrong use', async (_, args, sentence) => {
    const { code, stdout, stderr } = await conformance(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  it('runs the other files where some cannot be read, names these and ends with 1', async () => {
    const unread = { broken: join(folder, 'broken.json'), object: join(folder, 'object.json'), scans: join(folder, 'scans'), vectors: join(folder, 'scans', 'vectors.json'), images: join(folder, 'scans', 'images.json') };
    write('broken.json', '[\n  {"suite": "of Mrs Ivanova",}\n]');
    write('object.json', { a: 1 });
    write('right.json', [right]);
    mkdirSync(join(folder, 'folder.json'));
    mkdirSync(unread.scans);
    write('scans/vectors.json', '{"a": [');
    write('scans/images.json', [{ file: 'a.png' }]);
    const { code, stdout, stderr } = await conformance('--cases', folder, '--scans', unread.scans, '--json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^allocation +1 +1 +1 +0 +0$/m);
    expect(stdout).toMatch(/^could not be read +5 +0 +0 +5 +0$/m);
    expect(stdout).toContain(`could not be read, failed:\n  1 × It is not JSON: line 2, column 30.\n      ${unread.broken}\n`);
    expect(stdout).not.toContain('Ivanova');
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      ok: false,
      suites: [
        { name: 'allocation', cases: 1, expressible: 1, passed: 1, failed: [], refused: [] },
        {
          name: 'could not be read', cases: 5, expressible: 0, passed: 0, refused: [],
          failed: [
            { case: unread.broken, reason: 'It is not JSON: line 2, column 30.' },
            { case: join(folder, 'folder.json'), reason: 'It cannot be read: EISDIR.' },
            { case: unread.object, reason: 'It is no list of cases.' },
            { case: unread.vectors, reason: 'It is not JSON: line 1, column 8.' },
            { case: unread.images, reason: 'It is no list of photographs, each with file and expected.' },
          ],
        },
      ],
    });
  });

  it('takes lists of vectors that are none for what cannot be read', async () => {
    const list = (content: unknown) => {
      write('vectors.json', content);
      return conformance('--cases', join(folder, 'none'), '--scans', folder);
    };
    expect(await list(7)).toMatchObject({ code: 1, stdout: expect.stringContaining('It is no object of lists of vectors.') as string });
    expect(await list({ check: [null] })).toMatchObject({ code: 1, stdout: expect.stringContaining('Its "check" is no list of vectors.') as string });
  });
});
