import { checkAnswers, type AnswerProblem } from '../domain/customer/check-answers.ts';
import { normalisePhone } from '../domain/customer/phone.ts';
import { changeProfile, fieldsOf, ProfileChange } from '../domain/customer/profile.ts';
import { allQuestions, type Question } from '../domain/customer/questionnaire.ts';
import { compileValidator } from '../domain/validate.ts';
import { actionNow } from './action-now.ts';
import { notReady, refuse } from './outcome.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { Bundle } from '../domain/bundle/bundle.ts';
import type { CustomerChanged } from '../domain/operations/customer-operations.ts';
import type { OperationBody } from '../domain/operations/operation.ts';
import type { TrustedNow } from '../ports/clock.ts';
import type { IdempotentAnswer, OperationDraft } from '../ports/journal.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** What a cashier or a page says of a person; a telephone as it was typed. */
export interface CustomerInput {
  readonly change: Omit<ProfileChange, 'phone'> & { readonly phone?: { readonly number: string } | null };
  readonly by?: Actor;
  /** Makes the answer to keep for the request's key; it is stored with the operation */
  readonly remember?: (done: CustomerDone) => IdempotentAnswer;
}

export type CustomerCode = 'not-ready' | 'sealing-key-unknown' | 'phone-malformed' | 'questionnaire-unknown' | 'questionnaire-invalid' | 'nothing-to-change';
export type CustomerRefusal = Refusal<CustomerCode>;
/** `phone`: E.164, where one was named */
export interface CustomerDone { readonly ok: true; readonly accountId: string; readonly opId: string; readonly questionnaireId?: string; readonly phone?: string }
export type CustomerOutcome = CustomerDone | CustomerRefusal;

/** What is to be journalled, and what is said of it then */
export interface Drafted { readonly ok: true; readonly operation: OperationDraft; readonly done: CustomerDone; readonly now: TrustedNow }

export type RegistrationInput = CustomerInput & { readonly accountId?: string; readonly questionnaireId?: string };

/** What these use cases need of a till */
export type CustomerTill = Pick<Till, 'tillId' | 'storeId' | 'clock' | 'ids' | 'journal' | 'sealer' | 'activeBundle'>;

const isProfileChange = compileValidator(ProfileChange);

/**
 * Registers a person for an account of theirs (a new one, where none is named), by the questionnaire that is named or the programme's first.
 * Works offline: what they said travels sealed, and nothing of it stays in the clear. A telephone is not verified by being typed: that is the centre's to say.
 */
export function registerCustomer(till: CustomerTill, input: RegistrationInput): CustomerOutcome {
  const drafted = draftRegistration(till, input);
  return drafted.ok ? journalled(till, drafted, input) : drafted;
}

/** The registration before it is journalled: with something else, both or neither. */
export function draftRegistration(till: CustomerTill, input: RegistrationInput): Drafted | CustomerRefusal {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return notReady();
  const { questionnaires = [] } = bundle;
  const questionnaire = input.questionnaireId === undefined ? questionnaires[0] : questionnaires.find(({ id }) => id === input.questionnaireId);
  if (questionnaire === undefined && input.questionnaireId !== undefined) {
    return { ...refuse('questionnaire-unknown', `The programme has no questionnaire ${input.questionnaireId}.`), path: '/questionnaireId' };
  }
  const checked = checkedChange(input.change, questionnaire?.questions ?? [], true, todayOf(till, bundle));
  if ('ok' in checked) return checked;
  const named = questionnaire === undefined ? {} : { questionnaireId: questionnaire.id };
  return draft(till, bundle, { accountId: input.accountId ?? till.ids.next(), input, change: checked.change }, (payload) => ({ kind: 'customer-registered', schema: 1, payload: { ...payload, ...named } }), named);
}

/** Changes some fields of a registered person. What was asked by any questionnaire may be answered. */
export function changeCustomer(till: CustomerTill, input: CustomerInput & { readonly accountId: string }): CustomerOutcome {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return notReady();
  const checked = checkedChange(input.change, allQuestions(bundle.questionnaires), false, todayOf(till, bundle));
  if ('ok' in checked) return checked;
  const drafted = draft(till, bundle, { accountId: input.accountId, input, change: checked.change }, (payload) => ({ kind: 'customer-changed', schema: 1, payload }), {});
  return drafted.ok ? journalled(till, drafted, input) : drafted;
}

interface Said { readonly accountId: string; readonly input: CustomerInput; readonly change: ProfileChange }

function draft(till: CustomerTill, bundle: Bundle, { accountId, input, change }: Said, bodyOf: (payload: CustomerChanged) => OperationBody, more: Pick<CustomerDone, 'questionnaireId'>): Drafted | CustomerRefusal {
  const sealed = till.sealer.seal(JSON.stringify(change));
  if (sealed === undefined) return refuse('sealing-key-unknown', 'This till has never been in contact with the centre, so it has no key to seal personal fields with. Try again when it has.');
  const { now, fields, named } = actionNow(till, bundle, input.by);
  const opId = till.ids.next();
  const body = bodyOf({ ...fields, bundle: named, accountId, fields: fieldsOf(change), sealedSha256: sealed.blob.sha256, sealedTo: sealed.sealedTo, effects: [] });
  const phone = change.phone?.number;
  return { ok: true, operation: { ...body, opId, sealed: [sealed.blob] }, done: { ok: true, accountId, opId, ...more, ...(phone === undefined ? {} : { phone }) }, now };
}

function journalled(till: CustomerTill, { operation, done, now }: Drafted, { remember }: CustomerInput): CustomerDone {
  till.journal.append([operation], now, remember === undefined ? {} : { idempotent: remember(done) });
  return done;
}

/** `isWhole`: a registration must leave nothing required unanswered; of a change only what it names is looked at, because the till has no profile to add it to. */
function checkedChange(typed: CustomerInput['change'], questions: readonly Question[], isWhole: boolean, today: string): { change: ProfileChange } | CustomerRefusal {
  const { phone: typedPhone, ...rest } = typed;
  const number = typedPhone === undefined || typedPhone === null ? undefined : normalisePhone(typedPhone.number);
  if (typedPhone !== undefined && typedPhone !== null && number === undefined) return { ...refuse('phone-malformed', 'This is no telephone number.'), path: '/phone/number' };
  const phone = number === undefined ? (typedPhone === null ? null : undefined) : { number, verified: false };
  const read = isProfileChange({ ...rest, ...(phone === undefined ? {} : { phone }) });
  if (!read.ok) return { ...refuse('questionnaire-invalid', `${read.invalid.path}: ${read.invalid.detail}`), path: read.invalid.path };
  const change = read.value;
  if (fieldsOf(change).length === 0) return refuse('nothing-to-change', 'No field is named.');
  const problems = [...checkAnswers(questions, change, isWhole ? changeProfile({}, change) : undefined), ...unborn(change, today)];
  const [first] = problems;
  if (first === undefined) return { change };
  return { ...refuse('questionnaire-invalid', problems.map(({ field, fault }) => `${field}: ${fault}`).join(', '), { problems }), path: pathOf(first) };
}

function todayOf({ clock }: Pick<Till, 'clock'>, { timeZone }: Bundle): string {
  return clock.businessTime(clock.now().atMs, timeZone).localDate;
}

/** Nobody was born tomorrow, and no customer before this. */
const firstBirthday = '1900-01-01';

function unborn({ birthday }: ProfileChange, today: string): AnswerProblem[] {
  return typeof birthday === 'string' && (birthday > today || birthday < firstBirthday) ? [{ field: 'birthday', fault: 'no-such-day' }] : [];
}

function pathOf({ field }: AnswerProblem): string {
  return field === 'birthday' ? '/birthday' : `/answers/${field}`;
}
