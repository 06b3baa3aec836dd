import { fieldsOf, ProfileChange } from '../../../agent/domain/customer/profile.ts';
import { foldChange, type ChangeStamp, type FoldedProfile } from '../../../agent/domain/customer/profile-fold.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { OperationBody } from '../../../agent/domain/operations/operation.ts';
import type { CustomerChanged } from '../../../agent/domain/operations/customer-operations.ts';
import { withRegistration } from '../../../agent/domain/customer/registration.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { change as changeAccount } from '../accounts/books.ts';
import { asProven } from '../profiles/phone-proofs.ts';
import { profileOf, setProfile } from '../profiles/profile-books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

export type CustomerBody = Extract<OperationBody, { kind: 'customer-registered' | 'customer-changed' }>;

const readChange = compileValidator(ProfileChange);

/**
 * Folds what a till sealed into the person's profile. What cannot be read is parked and its blob kept, except of a person who was erased: then nothing is kept.
 */
export function applyCustomer(state: BatchState, item: BatchItem, body: CustomerBody): Outcome {
  const { kind, payload } = body;
  const { accountId } = payload;
  if (payload.tillId !== item.tillId) {
    report(state, item, 'defect', accountId, { what: 'till', stated: payload.tillId });
    return { verdict: 'parked', reason: 'defect' };
  }
  if (state.books.accounts.get(accountId)?.programmeId !== payload.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const { profiles } = state;
  if (isErased(state, kind, accountId, item.atMs)) {
    item.forgetsSealed = true;
    return { verdict: 'parked', reason: 'person-erased', accountId };
  }
  const text = state.opened.get(payload.sealedSha256);
  if (text === undefined) return { verdict: 'parked', reason: 'sealed-unreadable', accountId };
  const read = readChange(parsed(text));
  if (!read.ok || fieldsOf(read.value).join() !== payload.fields.toSorted().join()) {
    report(state, item, 'defect', accountId, { what: 'profile' });
    return { verdict: 'parked', reason: 'defect', accountId };
  }
  const folded = asProven(foldChange(profileOf(profiles, accountId), read.value, stampOf(item)), accountId, state.phoneProofs);
  setProfile(profiles, accountId, folded);
  const questionnaireId = body.kind === 'customer-registered' ? body.payload.questionnaireId : undefined;
  changeAccount(state.books, accountId, (account) => withRegistration(shownOf(account, folded), questionnaireId));
  profiles.changes.push({ accountId, kind: kind === 'customer-registered' ? 'registered' : 'changed', opId: item.opId, atMs: item.atMs, ...whoOf(payload) });
  return { verdict: 'applied', accountId };
}

/** A change to a person who was erased is none, whenever it was made; a registration after that is a new one. */
function isErased({ profiles }: BatchState, kind: CustomerBody['kind'], accountId: string, atMs: number): boolean {
  const erasedAtMs = profiles.erasedAtMs.get(accountId);
  if (erasedAtMs === undefined) return false;
  return atMs <= erasedAtMs || (kind === 'customer-changed' && !profiles.byAccount.has(accountId));
}

/** A clock that nobody trusts sorts by arrival. */
function stampOf({ atMs, clock, receivedAtMs, journalId, seq }: BatchItem): ChangeStamp {
  return { atMs: clock === 'suspect' ? receivedAtMs : atMs, journalId, seq };
}

function whoOf({ fields, storeId, tillId, by }: CustomerChanged) {
  return { fields, storeId, tillId, ...(by?.userId === undefined ? {} : { userId: by.userId }) };
}

/** What tills show and price by of a person: the given name, and the birthday without its year. A card base that was imported may have them without a profile. */
export function shownOf(account: Account, { profile, stamps }: FoldedProfile): Account {
  const { givenName: name, birthday: day, ...rest } = account;
  const givenName = stamps['givenName'] === undefined ? name : profile.givenName;
  const birthday = stamps['birthday'] === undefined ? day : profile.birthday?.slice('YYYY-'.length);
  return { ...rest, ...(givenName === undefined ? {} : { givenName }), ...(birthday === undefined ? {} : { birthday }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
