import { readDownload } from '../../../sync/engine/read-download.ts';
import { createSnapshotFile } from '../../storage/cache/snapshot-file.ts';
import type { SnapshotJob } from '../../../sync/engine/take-snapshot.ts';

/** Makes a cache file of a downloaded snapshot, in one pass and on this thread. Throws what `readDownload` and the disk throw; the file is then good for nothing. */
export async function buildSnapshot(job: SnapshotJob): Promise<void> {
  const file = createSnapshotFile(job.path);
  try {
    const { epoch, cursor, through } = await readDownload(job, file);
    file.finish({ epoch, cursor, through, asOfMs: job.asOfMs });
  } finally {
    file.close();
  }
}
