import { closeSync, fsyncSync, openSync } from 'node:fs';

/** The file's bytes are on the disk when this returns. */
export function syncFile(path: string): void {
  syncPath(path, 'r+');
}

/** Makes what was created, renamed or deleted in the folder durable. Windows cannot open a folder for this; NTFS journals its names itself. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') syncPath(folder, 'r');
}

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
