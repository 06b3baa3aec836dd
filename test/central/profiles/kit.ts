import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { ProfileChange } from '../../../agent/domain/customer/profile.ts';
import { fieldsOf } from '../../../agent/domain/customer/profile.ts';
import type { Questionnaire } from '../../../agent/domain/customer/questionnaire.ts';
import type { CustomerChanged } from '../../../agent/domain/operations/customer-operations.ts';
import { sealFor } from '../../../agent/storage/journal/sealed-box.ts';
import type { CustomerTill } from '../../../agent/usecases/register-customer.ts';
import type { PushAnswer } from '../../../sync/protocol/messages.ts';
import type { SignedSealingKey } from '../../../sync/protocol/sealing-key.ts';
import type { RealTill } from '../../engine/real-till.ts';
import type { TestCentral } from '../kit.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testBundle, testTime } from '../kit/test-shop.ts';
import type { Answer, TestTill } from '../kit/test-till.ts';

export const questionnaire: Questionnaire = {
  id: 'club',
  name: { ru: 'Клуб' },
  questions: [
    { kind: 'text', id: 'city', label: { ru: 'Город' } },
    { kind: 'consent', id: 'messages', label: { ru: 'Сообщения' }, version: 'v1', text: { ru: 'Согласен получать сообщения' }, allows: 'messages' },
  ],
};
export const agrees = { messages: { given: true, version: 'v1' } };

export function profileBundle(changes: Partial<Bundle> = {}): Bundle {
  return testBundle({ questionnaires: [questionnaire], ...changes });
}

/** The till of the use cases over the real stores of an engine. */
export function customerTill({ store, sealingKeys }: RealTill, compiled: CompiledBundle): CustomerTill {
  return {
    tillId: 'till-1',
    storeId: 'store-1',
    journal: store.journal,
    sealer: sealingKeys,
    ids: { next: randomUUID },
    clock: { now: () => ({ atMs: testTime.instantMs, wallMs: testTime.instantMs, clock: 'synced' }), businessTime: (atMs) => ({ ...testTime, instantMs: atMs }) },
    activeBundle: () => compiled,
  };
}

/** The key that the centre tells tills to seal to. */
export async function sealingKeyOf(till: TestTill): Promise<SignedSealingKey> {
  const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
  const { body } = await till.get<{ sealingKey: SignedSealingKey }>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=1&protocol=2&sealingKey=none`);
  return body.sealingKey;
}

export interface PushedCustomer {
  kind?: 'customer-registered' | 'customer-changed';
  changes?: Partial<CustomerChanged>;
  /** Sealed to this key instead of the centre's */
  sealTo?: Pick<SignedSealingKey, 'keyId' | 'publicKey'>;
}

/** Pushes one customer operation in a journal of its own, sealed as a till does. */
export async function pushCustomer(central: TestCentral, till: TestTill, accountId: string, change: ProfileChange, wish: PushedCustomer = {}): Promise<Answer<PushAnswer>> {
  const { keyId, publicKey } = wish.sealTo ?? await sealingKeyOf(till);
  const blob = sealFor(publicKey, JSON.stringify(change));
  const journal = testJournal();
  const { bundle, hash } = central.compiled;
  journal.append(wish.kind ?? 'customer-registered', {
    programmeId: 'test', accountId, storeId: 'store-1', tillId: till.tillId, time: testTime, bundle: { serial: bundle.serial, hash },
    fields: fieldsOf(change), sealedSha256: blob.sha256, sealedTo: keyId, effects: [], ...wish.changes,
  } satisfies CustomerChanged);
  const answer = await till.post<PushAnswer>('/till/v1/push', { ...till.batch(journal), sealed: [{ seq: 1, ...blob }] });
  // a till's word is not enough: the office says so too
  if (change.phone?.verified === true && answer.body.verdicts[0]?.verdict === 'applied') {
    central.clock.nowMs += 10;
    await central.put(`profiles/${accountId}`, { phone: change.phone }, 'PATCH');
  }
  return answer;
}
