import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  it.each([
    ['a file that is not JSON', 'no', 'cannot be read as JSON'],
    ['a file that is no list', { a: 1 }, 'is no list of cases'],
  ])('takes %s for wrong use', async (_, content, sentence) => {
    write('broken.json', content);
    const { code, stderr } = await conformance('--cases', folder, '--scans', join(folder, 'none'));
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
