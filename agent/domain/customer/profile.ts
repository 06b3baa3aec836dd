import Type from 'typebox';
import { Id, IdKey, Keyed, Strict } from '../scalars.ts';
import { Phone } from './phone.ts';

/** What was answered to a consent: to which wording, and whether it was given. */
export const ConsentAnswer = Strict({ given: Type.Boolean(), version: Id });
export type ConsentAnswer = Type.Static<typeof ConsentAnswer>;
/** A text, a date, the id of an option, or a consent. */
export const Answer = Type.Union([Type.String({ minLength: 1, maxLength: 1_000 }), ConsentAnswer]);
export type Answer = Type.Static<typeof Answer>;

export const ProfileLanguage = Type.Union([Type.Literal('ru'), Type.Literal('kk'), Type.Literal('en')]);
export type ProfileLanguage = Type.Static<typeof ProfileLanguage>;

/** That a year has this day is asked of the answers (`checkAnswers`), so that who fills in the form is told it beside the field. */
const Birthday = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', description: 'a date like 1990-11-22' });
const GivenName = Type.String({ minLength: 1, maxLength: 80 });
/** `verified`: the customer has shown that the number is theirs, by a code that was sent there */
const ProfilePhone = Strict({ number: Phone, verified: Type.Boolean() });

/** A person, as far as the chain knows them. It lies at the centre alone, apart from their account. */
export const Profile = Strict({
  phone: Type.Optional(ProfilePhone),
  givenName: Type.Optional(GivenName),
  birthday: Type.Optional(Birthday),
  /** In which messages are written */
  language: Type.Optional(ProfileLanguage),
  /** By the question's id */
  answers: Type.Optional(Keyed(IdKey, Answer)),
});
export type Profile = Type.Static<typeof Profile>;

const orNothing = <Schema extends Type.TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** New values of some fields; `null` takes a field away. It is what a till seals. */
export const ProfileChange = Strict({
  phone: orNothing(ProfilePhone),
  givenName: orNothing(GivenName),
  birthday: orNothing(Birthday),
  language: orNothing(ProfileLanguage),
  answers: Type.Optional(Keyed(IdKey, Type.Union([Answer, Type.Null()]))),
});
export type ProfileChange = Type.Static<typeof ProfileChange>;

const plainFields = ['phone', 'givenName', 'birthday', 'language'] as const;
const answerPrefix = 'answers.';

/** The fields that a change names, sorted: `phone`, `answers.<question>`, … Never their values. */
export function fieldsOf(change: ProfileChange): string[] {
  const plain = plainFields.filter((field) => change[field] !== undefined);
  return [...plain, ...Object.keys(change.answers ?? {}).map((id) => answerPrefix + id)].toSorted();
}

/** The part of a change that sets these fields. */
export function onlyFields(change: ProfileChange, fields: ReadonlySet<string>): ProfileChange {
  const answers = Object.fromEntries(Object.entries(change.answers ?? {}).filter(([id]) => fields.has(answerPrefix + id)));
  return {
    ...(fields.has('phone') && change.phone !== undefined ? { phone: change.phone } : {}),
    ...(fields.has('givenName') && change.givenName !== undefined ? { givenName: change.givenName } : {}),
    ...(fields.has('birthday') && change.birthday !== undefined ? { birthday: change.birthday } : {}),
    ...(fields.has('language') && change.language !== undefined ? { language: change.language } : {}),
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
  };
}

/** The profile after the change. */
export function changeProfile(profile: Profile, change: ProfileChange): Profile {
  const { phone = profile.phone, givenName = profile.givenName, birthday = profile.birthday, language = profile.language } = change;
  const kept = Object.entries({ ...profile.answers, ...change.answers }).flatMap(([id, answer]): [string, Answer][] => (answer === null ? [] : [[id, answer]]));
  return {
    ...(phone === null || phone === undefined ? {} : { phone }),
    ...(givenName === null || givenName === undefined ? {} : { givenName }),
    ...(birthday === null || birthday === undefined ? {} : { birthday }),
    ...(language === null || language === undefined ? {} : { language }),
    ...(kept.length === 0 ? {} : { answers: Object.fromEntries(kept) }),
  };
}
