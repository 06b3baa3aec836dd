import { readFileSync, writeFileSync } from 'node:fs';

/** Overwrites the head of the database page on which `text` stands, as a bad sector would. */
export function destroyPageWith(path: string, text: string): void {
  const bytes = readFileSync(path);
  const pageSize = bytes.readUInt16BE(16);
  const at = bytes.indexOf(Buffer.from(text));
  if (at < 0) throw new Error(`${text} stands nowhere in the file`);
  const page = Math.floor(at / pageSize);
  bytes.fill(0xff, page * pageSize, page * pageSize + 8);
  writeFileSync(path, bytes);
}
