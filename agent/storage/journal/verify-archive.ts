import { existsSync } from 'node:fs';
import type { JournalHead } from '../../ports/journal.ts';
import { readArchiveFile } from './archive-file.ts';
import type { JournalSpan } from './journal-identity.ts';
import type { Segment } from './segment.ts';
import { walkChain, type ChainBreak } from './walk-chain.ts';

export interface ArchiveWalk {
  /** How many operations were read of archived segments */
  operations: number;
  /** How many lie in segments whose folder is not beside the file: a backup, a copy */
  notLookedAt: number;
  firstBreak?: ChainBreak;
}

/** Walks the archived segments one after another, up to the operation that the file goes on after. */
export function walkArchive(folder: string, journals: readonly JournalSpan[], segments: readonly Segment[], base: JournalHead): ArchiveWalk {
  const [first] = segments;
  if (first === undefined) return { operations: 0, notLookedAt: 0 };
  const ofRows = rowsBreak(segments, base);
  const andRows = ofRows === undefined ? {} : { firstBreak: ofRows };
  if (!existsSync(folder)) return { operations: 0, notLookedAt: segments.reduce((sum, { firstSeq, lastSeq }) => sum + lastSeq - firstSeq + 1, 0), ...andRows };
  let head: JournalHead = { seq: first.firstSeq - 1, hash: first.prev };
  let operations = 0;
  for (const segment of segments) {
    const walked = walkSegment(folder, journals, segment, head);
    operations += walked.operations;
    if (walked.firstBreak !== undefined) return { operations, notLookedAt: 0, firstBreak: walked.firstBreak };
    head = walked.head;
    // A part of the last one may not have left the table yet: there both must agree.
    const at = segment.firstSeq <= base.seq && base.seq <= segment.lastSeq ? walked.hashAt(base.seq) : undefined;
    if (at !== undefined && at !== base.hash) return { operations, notLookedAt: 0, firstBreak: { seq: base.seq, reason: 'hash-mismatch', detail: `operation ${base.seq} has another hash in ${segment.file} than the journal goes on after` } };
  }
  return { operations, notLookedAt: 0, ...andRows };
}

/** Each begins where the one before ended, also where the files are not there to say so. */
function rowsBreak(segments: readonly Segment[], base: JournalHead): ChainBreak | undefined {
  for (const [index, { firstSeq, lastSeq, headHash }] of segments.entries()) {
    const next = segments[index + 1];
    const fits = next === undefined ? base.seq !== lastSeq || base.hash === headHash : next.firstSeq === lastSeq + 1 && next.prev === headHash;
    if (!fits) return { seq: lastSeq, reason: 'segment-changed', detail: `the archived operations ${firstSeq} to ${lastSeq} do not end where ${next === undefined ? 'the journal' : 'the next archived ones'} went on` };
  }
  return undefined;
}

function walkSegment(folder: string, journals: readonly JournalSpan[], segment: Segment, after: JournalHead) {
  try {
    const rows = readArchiveFile(folder, segment);
    const walk = walkChain(journals, after, rows);
    const isWhole = walk.head.seq === segment.lastSeq && walk.head.hash === segment.headHash;
    const firstBreak: ChainBreak | undefined = walk.firstBreak ?? (isWhole ? undefined : { seq: walk.head.seq + 1, reason: 'seq-gap', detail: `${segment.file} does not end with operation ${segment.lastSeq}` });
    return { ...walk, firstBreak, hashAt: (seq: number) => rows[seq - segment.firstSeq]?.hash };
  } catch (error) {
    const firstBreak: ChainBreak = { seq: segment.firstSeq, reason: 'unreadable', detail: `archived operations ${segment.firstSeq} to ${segment.lastSeq}: ${error instanceof Error ? error.message : String(error)}` };
    return { operations: 0, head: after, firstBreak, hashAt: () => undefined };
  }
}
