import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../agent/cli/replay/random.ts';
import { Disk } from './disk.ts';
import { Inode } from './inode.ts';
import type { Survival } from './survival.ts';

const root = join('journals', 'till-1');
const text = (sector: string, sectors = 1): Buffer => Buffer.alloc(512 * sectors, sector);
const survival = (kind: Survival['kind'], share: number): Survival => ({ kind, share, holes: (hole) => void hole.fill('?'), random: seededRandom(1) });

describe('a file after a power cut', () => {
  let inode: Inode;
  beforeEach(() => {
    inode = new Inode();
    inode.write(0, text('a', 2));
    inode.sync();
    inode.write(512, text('b'));
    inode.write(1_024, text('c'));
  });

  it('has what was synced, and of the rest nothing, all, or any sectors', () => {
    expect(inode.contentAfter(survival('dropped', 1))).toEqual(text('a', 2));
    expect(inode.contentAfter(survival('kept', 0))).toEqual(Buffer.concat([text('a'), text('b'), text('c')]));
    const lengths = new Set(Array.from({ length: 40 }, (_, seed) => inode.contentAfter({ ...survival('scattered', 0.5), random: seededRandom(seed) }).length));
    expect(lengths).toEqual(new Set([1_024, 1_536]));
  });

  it('may have a later sector without an earlier one, and then what a hole shows', () => {
    inode.write(1_536, text('d'));
    const random = { ...seededRandom(1), chance: (() => { let call = 0; return () => (call += 1) === 3; })() };
    expect(inode.contentAfter({ ...survival('scattered', 0.5), random }).toString()).toBe(Buffer.concat([text('a', 2), text('?'), text('d')]).toString());
  });

  it('torn has everything before some moment and nothing after it', () => {
    const random = { ...seededRandom(1), between: () => 1, chance: () => true };
    expect(inode.contentAfter({ ...survival('torn', 1), random })).toEqual(Buffer.concat([text('a'), text('b')]));
  });

  it('a new size is as uncertain as a write', () => {
    inode.truncate(512);
    expect(inode.contentAfter(survival('dropped', 1))).toHaveLength(1_024);
    expect(inode.contentAfter(survival('kept', 1))).toHaveLength(512);
    inode.sync();
    expect(inode.contentAfter(survival('dropped', 1))).toEqual(text('a'));
  });
});

describe('names after a power cut', () => {
  let disk: Disk;
  beforeEach(() => {
    disk = new Disk(root);
  });
  const open = (name: string, fd: number): boolean => disk.apply({ kind: 'open', path: join(root, name), fd, creates: true, truncates: false, appends: false });
  const syncFolder = (): void => {
    disk.apply({ kind: 'open', path: root, fd: 99, creates: false, truncates: false, appends: false });
    disk.apply({ kind: 'sync', fd: 99 });
    disk.apply({ kind: 'close', fd: 99 });
  };
  /** Every set of names that some power cut leaves, with the files' text */
  function left(): string[] {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'till-faults-disk-'));
      disk.cutPower(seededRandom(seed), folder);
      seen.add(readdirSync(folder).sort().map((name) => `${name}=${readFileSync(join(folder, name), 'utf8')}`).join(' '));
      rmSync(folder, { recursive: true });
    }
    return [...seen].sort();
  }

  it('a new file may be gone until its folder is synced, even if it is synced itself', () => {
    open('a', 3);
    disk.apply({ kind: 'write', fd: 3, data: Buffer.from('text') });
    disk.apply({ kind: 'sync', fd: 3 });
    expect(left()).toEqual(['', 'a=text']);
    syncFolder();
    expect(left()).toEqual(['a=text']);
  });

  it('a deleted file may come back until its folder is synced', () => {
    open('a', 3);
    syncFolder();
    disk.apply({ kind: 'unlink', path: join(root, 'a') });
    expect(left()).toEqual(['', 'a=']);
    syncFolder();
    expect(left()).toEqual(['']);
  });

  it('a renamed file has its old name or its new one, never none', () => {
    open('a', 3);
    syncFolder();
    disk.apply({ kind: 'rename', from: join(root, 'a'), to: join(root, 'b') });
    expect(left()).toEqual(['a=', 'b=']);
  });

  it('ignores other folders and what SQLite keeps in shared memory, and refuses changes that it cannot follow', () => {
    expect(disk.apply({ kind: 'open', path: join('elsewhere', 'a'), fd: 4, creates: true, truncates: false, appends: false })).toBe(false);
    expect(open('journal.db-shm', 5)).toBe(false);
    open('a', 6);
    expect(() => disk.apply({ kind: 'unknown', fd: 6, call: 'fallocate' })).toThrow('a was changed by fallocate');
  });
});
