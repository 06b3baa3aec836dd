import { describe, expect, it } from 'vitest';
import { emptyRegistration, mayGoTo, stepAfterSaving, stepsOf, withScannedCard, type RegistrationDraft } from '../../../ui/screens/cards/register/registration-draft.ts';
import { issueRequest, registerRequest } from '../../../ui/screens/cards/register/save-registration.ts';

const registered = { accountId: 'a-1', opId: 'o-1', duplicates: [] };
const at = (step: RegistrationDraft['step'], more: Partial<RegistrationDraft> = {}): RegistrationDraft => ({ ...emptyRegistration, step, ...more });
const questionnaires = [{ id: 'full', name: { ru: 'А' }, questions: [] }, { id: 'short', name: { ru: 'Б' }, questions: [] }];

describe('a registration', () => {
  it('asks for a code only where the programme confirms telephones', () => {
    expect(stepsOf({ confirmation: 'never' })).toEqual(['phone', 'questions', 'card', 'done']);
    expect(stepsOf({ confirmation: 'deferred' })).toContain('code');
    expect(stepAfterSaving(at('card', { registered: { ...registered, confirmation: 'required' } }))).toBe('code');
    expect(stepAfterSaving(at('card', { registered }))).toBe('done');
  });

  it('goes back to what was asked, never forward, and nowhere once it is saved', () => {
    expect(mayGoTo(at('card'), 'phone')).toBe(true);
    expect(mayGoTo(at('questions'), 'card')).toBe(false);
    expect(mayGoTo(at('card', { registered }), 'questions')).toBe(false);
  });

  it.each(['phone', 'questions', 'card'] as const)('takes a card that is scanned at the step %s', (step) => {
    expect(withScannedCard(at(step), '29')).toMatchObject({ step, card: { kind: 'plastic', cardNumber: '29' } });
  });

  it('takes no other card once it is saved', () => {
    expect(withScannedCard(at('done'), '29').card).toEqual({ kind: 'none' });
  });

  it('is for the account of a known card, and issues a blank to the person afterwards', () => {
    const draft = at('card', { questionnaireId: 'short', card: { kind: 'plastic', cardNumber: '29' } });
    expect(registerRequest(draft, { questionnaires }, { kind: 'known', cardNumber: '29' })).toEqual({ cardCode: '29', questionnaireId: 'short' });
    expect(registerRequest(draft, { questionnaires }, { kind: 'blank', cardNumber: '29' })).toEqual({ questionnaireId: 'short' });
    expect(issueRequest(draft.card, { kind: 'known', cardNumber: '29' }, registered)).toBeUndefined();
    expect(issueRequest(draft.card, { kind: 'blank', cardNumber: '29' }, registered)).toEqual({ form: 'plastic', cardNumber: '29', accountId: 'a-1' });
    expect(issueRequest({ kind: 'virtual' }, { kind: 'virtual' }, registered)).toEqual({ form: 'virtual', accountId: 'a-1' });
  });
});
