import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import type { ProtocolVersion } from './messages.ts';

/** What the signature of a push covers: which stretch of which journal, and where the journal ends. */
export interface SignedBatch {
  protocol: ProtocolVersion;
  journalId: string;
  fromSeq: number;
  toSeq: number;
  headSeq: number;
  headHash: string;
}

/** The text that the till's Ed25519 key signs for one push. Its operations are bound to it by their hash chain. */
export function batchSigningText(batch: SignedBatch): string {
  const { protocol, journalId, fromSeq, toSeq, headSeq, headHash } = batch;
  return canonicalJson({ protocol, journalId, fromSeq, toSeq, headSeq, headHash });
}
