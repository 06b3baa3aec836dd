import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { sealFor } from '../../agent/storage/journal/sealed-box.ts';
import { changeCustomer, registerCustomer, type CustomerInput, type CustomerTill } from '../../agent/usecases/register-customer.ts';
import { openSealed } from '../../sync/central/open-sealed.ts';
import { openTestTill, type TestTill } from './kit/test-till.ts';

const keys = generateKeyPairSync('x25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
let test: TestTill;
let till: CustomerTill;

beforeEach(() => {
  test = openTestTill({
    questionnaires: [{ id: 'club', name: { ru: 'Клуб' }, questions: [{ kind: 'consent', id: 'data', label: { ru: 'Данные' }, version: 'v1', text: { ru: 'Согласен' }, required: true }] }],
  });
  till = { ...test.till, sealer: { seal: (text) => ({ blob: sealFor(publicKey, text), sealedTo: 'key-1' }) } };
});
afterEach(() => test.close());

const agreed = { data: { given: true, version: 'v1' } };

describe('registering a customer', () => {
  it('journals which fields were filled in, and seals what is in them', () => {
    const outcome = registerCustomer(till, { by: { userId: 'cashier-1' }, change: { phone: { number: '8 701 123 45 67' }, givenName: 'Асель', answers: agreed } });
    const [operation] = test.written();
    if (!outcome.ok) throw new Error(outcome.detail);
    expect(operation).toMatchObject({ kind: 'customer-registered', payload: { accountId: outcome.accountId, tillId: 'till-1', by: { userId: 'cashier-1' }, sealedTo: 'key-1', fields: ['answers.data', 'givenName', 'phone'], effects: [] } });
    expect(JSON.stringify(operation)).not.toMatch(/Асель|7011234567/);
    const [blob] = test.store.outbox.sealed(1, 9);
    expect(JSON.parse(openSealed(keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), blob?.sealed ?? ''))).toEqual({
      givenName: 'Асель', answers: agreed, phone: { number: '+77011234567', verified: false },
    });
  });

  it.each(['2000-02-29', '1900-01-01', '2026-11-22'])('takes the birthday %s', (birthday) => {
    expect(registerCustomer(till, { change: { birthday, givenName: 'Әсел Ұлжан Қыз', answers: agreed } })).toMatchObject({ ok: true });
  });

  it('names the account where there is one, and a change need not answer what is required', () => {
    expect(registerCustomer(till, { accountId: 'account-9', change: { answers: agreed } })).toMatchObject({ ok: true, accountId: 'account-9' });
    expect(changeCustomer(till, { accountId: 'account-9', change: { birthday: null } })).toMatchObject({ ok: true });
    expect(test.written().map(({ kind }) => kind)).toEqual(['customer-registered', 'customer-changed']);
  });

  it.each<[string, CustomerInput['change'], object]>([
    ['a telephone that is none', { phone: { number: '123' }, answers: agreed }, { code: 'phone-malformed' }],
    ['a required question without an answer', { givenName: 'А' }, { code: 'questionnaire-invalid', path: '/answers/data', facts: { problems: [{ field: 'data', fault: 'missing' }] } }],
    ['a day that no year has', { birthday: '1990-02-30', answers: agreed }, { code: 'questionnaire-invalid', path: '/birthday', facts: { problems: [{ field: 'birthday', fault: 'no-such-day' }] } }],
    ['a day that the year did not have', { birthday: '1900-02-29', answers: agreed }, { code: 'questionnaire-invalid', path: '/birthday' }],
    ['a day that has not come yet', { birthday: '2026-11-23', answers: agreed }, { code: 'questionnaire-invalid', path: '/birthday', facts: { problems: [{ field: 'birthday', fault: 'no-such-day' }] } }],
    ['a day of a century that is over', { birthday: '1899-12-31', answers: agreed }, { code: 'questionnaire-invalid', path: '/birthday' }],
    ['a name that is too long', { givenName: 'А'.repeat(81), answers: agreed }, { code: 'questionnaire-invalid' }],
    ['nothing', {}, { code: 'nothing-to-change' }],
  ])('is refused with %s, and nothing is journalled', (_, change, expected) => {
    expect(registerCustomer(till, { change })).toMatchObject({ ok: false, ...expected });
    expect(test.written()).toEqual([]);
  });

  it('waits for the first contact: without a key there is nothing to seal to, without a programme no questionnaire', () => {
    expect(registerCustomer(test.till, { change: { answers: agreed } })).toMatchObject({ ok: false, code: 'sealing-key-unknown' });
    test.compiled = undefined;
    expect(registerCustomer({ ...test.till, sealer: till.sealer }, { change: { answers: agreed } })).toMatchObject({ ok: false, code: 'not-ready' });
    expect(test.written()).toEqual([]);
  });
});
