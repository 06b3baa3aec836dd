import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSnapshotShelf, type SnapshotShelf } from '../../sync/central/snapshot-shelf.ts';

describe('snapshot shelf', () => {
  let folder: string;
  let shelf: SnapshotShelf;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelf-'));
    shelf = openSnapshotShelf(folder);
  });
  afterEach(async () => {
    await shelf.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells who waits for a file that is given up to come again, and does not call it a mistake of the centre', async () => {
    const file = shelf.begin('key', () => new PassThrough());
    const waits = file.grown(0, 60_000).then(() => 'grown', (error: unknown) => error);
    await shelf.close();
    await expect(waits).resolves.toMatchObject({ code: 'snapshot-not-ready' });
  });

  it('tells who waits what went wrong where the source failed', async () => {
    const file = shelf.begin('key', () => new PassThrough().destroy(new Error('the source is gone')));
    await expect(file.grown(0, 60_000)).rejects.toThrow('the source is gone');
  });
});
