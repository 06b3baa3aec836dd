import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import { Compile } from 'typebox/compile';
import type { Account } from '../../agent/domain/customer/account.ts';
import type { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import { SnapshotAccount, SnapshotEnd, SnapshotHeader, SnapshotProgramme } from '../protocol/messages.ts';
import { lines, plainBytes, withoutIdling } from './byte-streams.ts';
import { rubbish } from './read-answer.ts';
import { SyncFault } from './sync-fault.ts';

export type SnapshotPart = { type: 'header'; header: SnapshotHeader } | { type: 'accounts'; accounts: Account[] } | { type: 'programme'; programme: ProgrammeState };

const accountsPerPage = 500;
const isHeader = Compile(SnapshotHeader);
const isAccount = Compile(SnapshotAccount);
const isProgramme = Compile(SnapshotProgramme);
const isEnd = Compile(SnapshotEnd);

/**
 * The parts of a snapshot: its header, then pages of accounts and parts of the programme's state. Returns only after its end was checked: count and sum.
 * @param body gzip or plain NDJSON; destroyed in any case
 * @throws SyncFault `failing` for whatever is wrong with it, `stopped` when the signal ends it
 */
export async function* readSnapshot(body: Readable, idleMs: number, signal: AbortSignal): AsyncGenerator<SnapshotPart, void, void> {
  const sum = createHash('sha256');
  let hasHeader = false;
  let isEnded = false;
  let accounts = 0;
  let page: Account[] = [];
  try {
    for await (const line of lines(await plainBytes(withoutIdling(addAbortSignal(signal, body), idleMs)))) {
      const value = parseLine(line);
      if (isEnded) throw rubbish(200, 'the snapshot goes on after its end');
      if (isEnd.Check(value)) {
        if (value.accounts !== accounts) throw rubbish(200, `the snapshot has ${accounts} accounts and states ${value.accounts}`);
        if (value.sha256 !== sum.digest('hex')) throw rubbish(200, 'the snapshot does not have the sum that it states');
        isEnded = true;
        continue;
      }
      sum.update(line);
      if (!hasHeader) {
        if (!isHeader.Check(value)) throw rubbish(200, 'the snapshot has no header');
        hasHeader = true;
        yield { type: 'header', header: value };
        continue;
      }
      if (isProgramme.Check(value)) {
        yield { type: 'programme', programme: value.programme };
        continue;
      }
      if (!isAccount.Check(value)) throw rubbish(200, 'a line of the snapshot is no account');
      page.push(value.account);
      accounts += 1;
      if (page.length === accountsPerPage) {
        yield { type: 'accounts', accounts: page };
        page = [];
      }
    }
    if (!isEnded || !hasHeader) throw rubbish(200, 'the snapshot has no end');
    if (page.length > 0) yield { type: 'accounts', accounts: page };
  } catch (fault) {
    if (signal.aborted) throw new SyncFault('stopped', 'the snapshot was ended', { mayHaveArrived: true, cause: fault });
    throw fault instanceof SyncFault ? fault : new SyncFault('failing', 'the snapshot was cut off', { mayHaveArrived: true, cause: fault });
  } finally {
    body.destroy();
  }
}

function parseLine(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8')) as unknown;
  } catch {
    throw rubbish(200, 'a line of the snapshot is no JSON');
  }
}
