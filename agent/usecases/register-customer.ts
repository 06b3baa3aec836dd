import { checkAnswers, type AnswerProblem } from '../domain/customer/check-answers.ts';
import { normalisePhone } from '../domain/customer/phone.ts';
import { changeProfile, fieldsOf, ProfileChange } from '../domain/customer/profile.ts';
import { compileValidator } from '../domain/validate.ts';
import { byField } from './operators/action-by.ts';
import { notReady, refuse } from './outcome.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { IdempotentAnswer, OperationDraft } from '../ports/journal.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** What a cashier or a page says of a person; a telephone as it was typed. */
export interface CustomerInput {
  readonly change: Omit<ProfileChange, 'phone'> & { readonly phone?: { readonly number: string; readonly verified: boolean } | null };
  readonly by?: Actor;
  readonly idempotent?: IdempotentAnswer;
}

export type CustomerRefusal = Refusal<'not-ready' | 'sealing-key-unknown' | 'phone-malformed' | 'questionnaire-invalid' | 'nothing-to-change'> & { readonly problems?: readonly AnswerProblem[] };
export type CustomerOutcome = { readonly ok: true; readonly accountId: string; readonly opId: string } | CustomerRefusal;

/** What these use cases need of a till */
export type CustomerTill = Pick<Till, 'tillId' | 'storeId' | 'clock' | 'ids' | 'journal' | 'sealer' | 'activeBundle'>;

const noQuestions = { questions: [] };
const isProfileChange = compileValidator(ProfileChange);

/** Registers a person for an account of theirs (a new one, where none is named). Works offline: what they said travels sealed, and nothing of it stays in the clear. */
export function registerCustomer(till: CustomerTill, input: CustomerInput & { readonly accountId?: string }): CustomerOutcome {
  return journalChange(till, 'customer-registered', input.accountId ?? till.ids.next(), input);
}

/** Changes some fields of a registered person. */
export function changeCustomer(till: CustomerTill, input: CustomerInput & { readonly accountId: string }): CustomerOutcome {
  return journalChange(till, 'customer-changed', input.accountId, input);
}

type Kind = 'customer-registered' | 'customer-changed';

function journalChange(till: CustomerTill, kind: Kind, accountId: string, input: CustomerInput): CustomerOutcome {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const checked = checkedChange(compiled, kind, input.change);
  if ('ok' in checked) return checked;
  const sealed = till.sealer.seal(JSON.stringify(checked.change));
  if (sealed === undefined) return refuse('sealing-key-unknown', 'this till has never been told the key of the centre that personal fields are sealed to');
  const now = till.clock.now();
  const opId = till.ids.next();
  const { programmeId, serial, timeZone } = compiled.bundle;
  const draft: OperationDraft = {
    kind,
    schema: 1,
    opId,
    payload: {
      programmeId, accountId, storeId: till.storeId, tillId: till.tillId,
      ...byField(input.by),
      time: till.clock.businessTime(now.atMs, timeZone),
      bundle: { serial, hash: compiled.hash },
      fields: fieldsOf(checked.change),
      sealedSha256: sealed.blob.sha256,
      sealedTo: sealed.sealedTo,
      effects: [],
    },
    sealed: [sealed.blob],
  };
  till.journal.append([draft], now, input.idempotent === undefined ? {} : { idempotent: input.idempotent });
  return { ok: true, accountId, opId };
}

/** A registration must leave nothing required unanswered; of a change only what it names is looked at, because the till has no profile to add it to. */
function checkedChange({ bundle }: CompiledBundle, kind: Kind, typed: CustomerInput['change']): { change: ProfileChange } | CustomerRefusal {
  const { phone: typedPhone, ...rest } = typed;
  const number = typedPhone === undefined || typedPhone === null ? undefined : normalisePhone(typedPhone.number);
  if (typedPhone !== undefined && typedPhone !== null && number === undefined) return refuse('phone-malformed', 'this is no telephone number');
  const phone = typedPhone === undefined || typedPhone === null || number === undefined ? typedPhone : { number, verified: typedPhone.verified };
  const read = isProfileChange({ ...rest, ...(phone === undefined ? {} : { phone }) });
  if (!read.ok) return refuse('questionnaire-invalid', `${read.invalid.path}: ${read.invalid.detail}`);
  const change = read.value;
  if (fieldsOf(change).length === 0) return refuse('nothing-to-change', 'no field is named');
  const whole = kind === 'customer-registered' ? changeProfile({}, change) : undefined;
  const problems = checkAnswers(bundle.questionnaire ?? noQuestions, change, whole);
  if (problems.length === 0) return { change };
  return { ...refuse('questionnaire-invalid', problems.map(({ field, fault }) => `${field}: ${fault}`).join(', ')), problems };
}
