import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Compile } from 'typebox/compile';
import { Account } from '../../agent/domain/customer/account.ts';
import type { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import type { SnapshotRow } from '../../agent/ports/customer-cache.ts';
import { SnapshotAccount, SnapshotEnd, SnapshotHeader, SnapshotProgramme } from '../protocol/messages.ts';
import { plainBytes, wholeLines } from './byte-streams.ts';
import { rubbish } from './read-answer.ts';
import { SyncFault } from './sync-fault.ts';

export type SnapshotPart = { type: 'header'; header: SnapshotHeader } | { type: 'accounts'; rows: SnapshotRow[] } | { type: 'programme'; programme: ProgrammeState };

/** How an account's line begins as the centre writes it: what follows is the account's own text, and need not be written anew. */
const accountPrefix = '{"type":"account","account":';
const isHeader = Compile(SnapshotHeader);
const isAccount = Compile(Account);
const isAccountLine = Compile(SnapshotAccount);
const isProgramme = Compile(SnapshotProgramme);
const isEnd = Compile(SnapshotEnd);

/**
 * The parts of a snapshot: its header, then its accounts as they come and parts of the programme's state. Returns only after its end was checked: count and sum.
 * Works through whole blocks of lines: a snapshot has a million of them.
 * @param body gzip or plain NDJSON; destroyed in any case
 * @throws SyncFault `failing` for whatever is wrong with it
 */
export async function* readSnapshot(body: Readable): AsyncGenerator<SnapshotPart, void, void> {
  const state = { sum: createHash('sha256'), hasHeader: false, isEnded: false, accounts: 0 };
  try {
    for await (const block of wholeLines(await plainBytes(body))) yield* partsOf(block, state);
    if (!state.isEnded || !state.hasHeader) throw rubbish(200, 'the snapshot has no end');
  } catch (fault) {
    throw fault instanceof SyncFault ? fault : new SyncFault('failing', 'the snapshot was cut off', { mayHaveArrived: true, cause: fault });
  } finally {
    body.destroy();
  }
}

interface Reading {
  /** Over every byte before the end's line */
  sum: Hash;
  hasHeader: boolean;
  isEnded: boolean;
  accounts: number;
}

function* partsOf(block: Buffer, state: Reading): Generator<SnapshotPart, void, void> {
  const text = block.toString('utf8');
  const rows: SnapshotRow[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (state.isEnded) throw rubbish(200, 'the snapshot goes on after its end');
    const line = text.slice(start, end);
    const row = state.hasHeader ? readAccountText(line) : undefined;
    if (row !== undefined) rows.push(row);
    else {
      const value = parse(line);
      if (isEnd.Check(value)) {
        const before = Buffer.byteLength(text.slice(0, start));
        checkEnd(value, state.accounts + rows.length, state.sum.update(block.subarray(0, before)));
        state.isEnded = true;
      } else if (!state.hasHeader) {
        if (!isHeader.Check(value)) throw rubbish(200, 'the snapshot has no header');
        state.hasHeader = true;
        yield { type: 'header', header: value };
      } else if (isAccountLine.Check(value)) rows.push({ account: value.account, doc: JSON.stringify(value.account) });
      else if (isProgramme.Check(value)) yield { type: 'programme', programme: value.programme };
      else throw rubbish(200, 'a line of the snapshot is no account');
    }
    start = end + 1;
  }
  if (!state.isEnded) state.sum.update(block);
  state.accounts += rows.length;
  if (rows.length > 0) yield { type: 'accounts', rows };
}

/** The account and its text; undefined where the line does not begin like one, so that it must be read as a whole. */
function readAccountText(line: string): SnapshotRow | undefined {
  if (!line.startsWith(accountPrefix) || !line.endsWith('}')) return undefined;
  const doc = line.slice(accountPrefix.length, -1);
  const account = parse(doc);
  if (!isAccount.Check(account)) throw rubbish(200, 'a line of the snapshot is no account');
  return { account, doc };
}

function checkEnd(end: SnapshotEnd, accounts: number, sum: Hash): void {
  if (end.accounts !== accounts) throw rubbish(200, `the snapshot has ${accounts} accounts and states ${end.accounts}`);
  if (end.sha256 !== sum.digest('hex')) throw rubbish(200, 'the snapshot does not have the sum that it states');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw rubbish(200, 'a line of the snapshot is no JSON');
  }
}
