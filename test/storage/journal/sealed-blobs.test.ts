import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSealed } from '../../../sync/central/open-sealed.ts';
import { sealFor } from '../../../agent/storage/journal/sealed-box.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { idempotentAnswer, saleDraft, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal } from '../kit/test-journal.ts';
import type { OperationDraft } from '../../../agent/ports/journal.ts';
import type { SealedBlob } from '../../../agent/domain/operations/sealed-blob.ts';

const centre = generateKeyPairSync('x25519');
const centreKey = centre.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const pem = (key: typeof centre.privateKey): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const fields = '{"surname":"Әлиева","phone":"+77010000001"}';

/** An operation whose payload names the blob, as one with a questionnaire will. */
function naming(blob: SealedBlob, sealed: readonly SealedBlob[] = [blob]): OperationDraft {
  const draft = saleDraft({ saleId: 'sale' });
  const payload = { ...draft.payload, sealedSha256: blob.sha256 };
  return { ...draft, payload, sealed } as OperationDraft;
}

describe('a sealed blob', () => {
  it('is opened by the centre\'s key alone, and is another one each time', () => {
    const [one, two] = [sealFor(centreKey, fields), sealFor(centreKey, fields)];
    expect(openSealed(pem(centre.privateKey), one.sealed)).toBe(fields);
    expect(openSealed(pem(centre.privateKey), two.sealed)).toBe(fields);
    expect(one.sha256).not.toBe(two.sha256);
    expect(() => openSealed(pem(generateKeyPairSync('x25519').privateKey), one.sealed)).toThrow(/authenticate/);
  });

  it.each([0, 1, 2])('that was changed in its part %d is not opened', (part) => {
    const [version = '', ...parts] = sealFor(centreKey, fields).sealed.split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    parts[part] = bytes.toString('base64url');
    expect(() => openSealed(pem(centre.privateKey), [version, ...parts].join('.'))).toThrow(/authenticate/);
  });

  it.each(['', 'v2.a.b.c', 'v1.a.b'])('is not %j', (text) => {
    expect(() => openSealed(pem(centre.privateKey), text)).toThrow('no sealed blob');
  });

  it('lies beside its operation until the centre has it; the chain stays whole without it', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    const blob = sealFor(centreKey, fields);
    store.journal.append([saleDraft({ saleId: 'other' }), naming(blob)], sampleNow, {});
    expect(store.outbox.sealed(1, 9)).toEqual([{ seq: 3, ...blob }]);
    store.outbox.settle({ epoch: 'e1', seq: 2, hash: store.outbox.hashAt(2) ?? '' }, []);
    expect(store.outbox.sealed(1, 9)).toHaveLength(1);
    store.outbox.settle({ epoch: 'e1', seq: 3, hash: store.outbox.hashAt(3) ?? '' }, [{ seq: 3, state: 'parked', reason: 'x' }]);
    expect(store.outbox.sealed(1, 9)).toEqual([]);
    store.close();
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 3 });
  });

  it('is refused where the payload does not name it, or it is not what it says; nothing of the operation stays', () => {
    const store = openTestJournal(newJournalPath());
    const [blob, other] = [sealFor(centreKey, fields), sealFor(centreKey, fields)];
    for (const sealed of [[other], [{ ...blob, sealed: other.sealed }]]) {
      expect(() => store.journal.append([naming(blob, sealed)], sampleNow, { idempotent: idempotentAnswer('k') })).toThrow('does not name');
    }
    expect(store.journal.head().seq).toBe(1);
    expect(store.journal.idempotentAnswer('front', 'k')).toBeUndefined();
  });
});
