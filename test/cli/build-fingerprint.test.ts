import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../agent/cli/start/build-fingerprint.ts';

let root = '';
const sources = ['ui', 'lock.json', 'not-there'];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'till-fingerprint-'));
  mkdirSync(join(root, 'ui', 'state'), { recursive: true });
  writeFileSync(join(root, 'ui', 'app.tsx'), 'app');
  writeFileSync(join(root, 'ui', 'state', 'sale.ts'), 'sale');
  writeFileSync(join(root, 'lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the fingerprint of sources', () => {
  it('is the same for the same bytes in another folder with other times', () => {
    const before = fingerprintOf(root, sources);
    const copy = mkdtempSync(join(tmpdir(), 'till-fingerprint-'));
    cpSync(root, copy, { recursive: true });
    utimesSync(join(copy, 'lock.json'), new Date(0), new Date(0));
    expect(fingerprintOf(copy, sources)).toBe(before);
    rmSync(copy, { recursive: true });
  });

  it.each([
    ['a changed file', () => writeFileSync(join(root, 'ui', 'state', 'sale.ts'), 'sold')],
    ['a new file', () => writeFileSync(join(root, 'ui', 'new.ts'), '')],
    ['a file that went away', () => rmSync(join(root, 'ui', 'app.tsx'))],
    ['a renamed file', () => renameSync(join(root, 'ui', 'app.tsx'), join(root, 'ui', 'page.tsx'))],
    ['another lock file', () => writeFileSync(join(root, 'lock.json'), '{"v":2}')],
  ])('changes with %s', (_, change) => {
    const before = fingerprintOf(root, sources);
    change();
    expect(fingerprintOf(root, sources)).not.toBe(before);
  });

  it('does not depend on the order in which the sources are named', () => {
    expect(fingerprintOf(root, sources.toReversed())).toBe(fingerprintOf(root, sources));
  });

  it('leaves alone what is no source', () => {
    const before = fingerprintOf(root, sources);
    writeFileSync(join(root, 'README.md'), 'hello');
    expect(fingerprintOf(root, sources)).toBe(before);
  });
});
