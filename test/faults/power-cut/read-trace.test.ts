import { describe, expect, it } from 'vitest';
import { readTrace } from './read-trace.ts';

const hex = (text: string): string => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const read = (...lines: string[]): unknown[] => [...readTrace(lines)];

describe('readTrace', () => {
  it('reads what changes files, with the bytes', () => {
    expect(read(
      `7 openat(AT_FDCWD, "${hex('dir/ж, "(')}", O_RDWR|O_CREAT|O_TRUNC, 0644) = 21`,
      `7 pwrite64(21, "${hex('abc')}", 3, 4096) = 3`,
      `7 write(1, "${hex('ok\n')}", 3) = 3`,
      '7 ftruncate(21, 512) = 0',
      '7 fdatasync(21)                     = 0',
      `7 rename("${hex('a')}", "${hex('b')}") = 0`,
      `7 unlinkat(AT_FDCWD, "${hex('b')}", 0) = 0`,
      '7 close(21) = 0',
    )).toEqual([
      { kind: 'open', path: 'dir/ж, "(', fd: 21, creates: true, truncates: true, appends: false },
      { kind: 'write', fd: 21, offset: 4_096, data: Buffer.from('abc') },
      { kind: 'write', fd: 1, data: Buffer.from('ok\n') },
      { kind: 'truncate', fd: 21, size: 512 },
      { kind: 'sync', fd: 21 },
      { kind: 'rename', from: 'a', to: 'b' },
      { kind: 'unlink', path: 'b' },
      { kind: 'close', fd: 21 },
    ]);
  });

  it('leaves out what failed, takes of a short write what was written, and joins what another thread cut in two', () => {
    expect(read(
      `7 openat(AT_FDCWD, "${hex('a')}", O_RDONLY) = -1 ENOENT (No such file or directory)`,
      '7 fsync(3 <unfinished ...>',
      `8 write(4, "${hex('abcd')}", 4) = 2`,
      '7 <... fsync resumed>) = 0',
      '9 +++ exited with 0 +++',
    )).toEqual([{ kind: 'write', fd: 4, data: Buffer.from('ab') }, { kind: 'sync', fd: 3 }]);
  });

  it('names calls that the model of the disk cannot follow, and does not guess at lines', () => {
    expect(read('7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 5, 0) = 0x7f00', '7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 5, 0) = 0x7f00', '7 fallocate(6, 0, 0, 10) = 0'))
      .toEqual([{ kind: 'unknown', fd: 5, call: 'mmap' }, { kind: 'unknown', fd: 6, call: 'fallocate' }]);
    expect(() => read('7 what is this')).toThrow('what is this');
  });
});
