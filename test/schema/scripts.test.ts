import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writingCommand } from '../../scripts/write-files.ts';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');

function run(script: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(scripts, script), ...args], (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }));
  });
}

describe.each(['schema.ts', 'demo-shop.ts'])('scripts/%s', (script) => {
  it('describes itself without writing anything', async () => {
    const { code, stdout } = await run(script, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: ${basename(script, '.ts')}`);
    expect(stdout).toContain('--json');
    expect(stdout).not.toContain(' kB');
  });

  it('takes a word too many for wrong use, in words and as JSON', async () => {
    const { code, stdout, stderr } = await run(script, 'please', '--json');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^[a-z-]+: too many arguments[^\n]*\(wrong-use\)\n$/u);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'wrong-use', path: '', detail: expect.stringContaining('too many arguments') as string });
  });
});

it('a script that makes files says as JSON what it wrote', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'till-files-')), 'new');
  const said: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  await writingCommand('example', 'An example.', folder, () => [['a.json', '"кот"']]).parseAsync(['--json'], { from: 'user' });
  write.mockRestore();
  expect(JSON.parse(said.at(-1) ?? '')).toEqual({ ok: true, folder, files: [{ name: 'a.json', bytes: 8 }] });
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('"кот"');
  rmSync(dirname(folder), { recursive: true });
});
