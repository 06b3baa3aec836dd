/** A profile as a fold over its changes: each field is the latest change's, whatever the order in which they arrived. */
import { changeProfile, fieldsOf, onlyFields, type Profile, type ProfileChange } from './profile.ts';

/** When and where a change was made; the greater wins. Of a till whose clock is `suspect`, `atMs` is when it arrived. */
export interface ChangeStamp {
  readonly atMs: number;
  readonly journalId: string;
  readonly seq: number;
}

/** The profile, and which change each of its fields is from; a field that was taken away keeps its stamp. */
export interface FoldedProfile {
  readonly profile: Profile;
  readonly stamps: Readonly<Record<string, ChangeStamp>>;
}

export const noProfile: FoldedProfile = { profile: {}, stamps: {} };

export function foldChange(folded: FoldedProfile, change: ProfileChange, stamp: ChangeStamp): FoldedProfile {
  const newer = fieldsOf(change).filter((field) => isAfter(stamp, folded.stamps[field]));
  if (newer.length === 0) return folded;
  return {
    profile: changeProfile(folded.profile, onlyFields(change, new Set(newer))),
    stamps: { ...folded.stamps, ...Object.fromEntries(newer.map((field) => [field, stamp])) },
  };
}

/** Two profiles of one person as if all their changes had been made to one. */
export function foldTogether(one: FoldedProfile, other: FoldedProfile): FoldedProfile {
  let both = one;
  for (const [field, stamp] of Object.entries(other.stamps)) both = foldChange(both, fieldAsChange(other.profile, field), stamp);
  return both;
}

function fieldAsChange(profile: Profile, field: string): ProfileChange {
  const { answers = {} } = profile;
  const id = field.startsWith('answers.') ? field.slice('answers.'.length) : undefined;
  const { phone = null, givenName = null, birthday = null, language = null } = profile;
  return onlyFields({ phone, givenName, birthday, language, ...(id === undefined ? {} : { answers: { [id]: answers[id] ?? null } }) }, new Set([field]));
}

function isAfter(one: ChangeStamp, other: ChangeStamp | undefined): boolean {
  if (other === undefined || one.atMs !== other.atMs) return other === undefined || one.atMs > other.atMs;
  if (one.journalId !== other.journalId) return one.journalId > other.journalId;
  return one.seq > other.seq;
}
