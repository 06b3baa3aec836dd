import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes what was created, renamed or deleted in the folder durable. Windows cannot open a folder for this; NTFS journals its names itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
