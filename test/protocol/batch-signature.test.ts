import { describe, expect, it } from 'vitest';
import { batchSigningText } from '../../sync/protocol/batch-signature.ts';

describe('batch signature', () => {
  it('covers the protocol, the stretch and the head, in one fixed text', () => {
    const batch = { protocol: 1 as const, journalId: 'j-1', fromSeq: 3, toSeq: 7, headSeq: 9, headHash: 'ab'.repeat(32) };
    expect(batchSigningText(batch)).toBe(`{"fromSeq":3,"headHash":"${'ab'.repeat(32)}","headSeq":9,"journalId":"j-1","protocol":1,"toSeq":7}`);
  });
});
