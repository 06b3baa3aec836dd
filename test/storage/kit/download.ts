import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';

export const sumOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** A snapshot as the centre sends it, for the journal `journal-1`. */
export function downloadOf(rows: readonly Account[], programme: readonly ProgrammeState[] = []): Buffer {
  const header = { type: 'header', protocol: 2, epoch: 'e2', cursor: 7, through: { journalId: 'journal-1', seq: 3 } };
  const text = [header, ...rows.map((row) => ({ type: 'account', account: row })), ...programme.map((part) => ({ type: 'programme', programme: part }))].map((line) => `${JSON.stringify(line)}\n`).join('');
  return gzipSync(`${text}${JSON.stringify({ type: 'end', accounts: rows.length, sha256: sumOf(text) })}\n`);
}
