import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openOwnFolder } from '../../sync/central/own-folder.ts';

const source = fileURLToPath(new URL('../../sync/central/own-folder.ts', import.meta.url));

it('centres on one home folder do not touch each other’s files, and delete what one left that was killed', () => {
  const parent = mkdtempSync(join(tmpdir(), 'till-own-folder-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const first = openOwnFolder(parent);
  writeFileSync(join(first.path, 'a'), 'a');
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', `
    import { writeFileSync, writeSync } from 'node:fs';
    import { openOwnFolder } from ${JSON.stringify(source)};
    const { path } = openOwnFolder(${JSON.stringify(parent)});
    writeFileSync(path + '/b', 'b');
    writeSync(1, path);
    process.kill(process.pid, 'SIGKILL');
  `], { encoding: 'utf8' }).stdout;
  expect(existsSync(join(killed, 'b'))).toBe(true);
  const third = openOwnFolder(parent);
  expect(existsSync(killed)).toBe(false);
  expect(existsSync(join(first.path, 'a'))).toBe(true);
  expect(third.path).not.toBe(first.path);
  first.close();
  third.close();
  expect(readdirSync(parent)).toEqual([]);
});
