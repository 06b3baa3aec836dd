import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../components/field.tsx';
import { Keypad } from '../components/keypad.tsx';
import { Press } from '../components/press.tsx';
import { minutesAndSeconds } from '../format/minutes-and-seconds.ts';
import { useNow } from '../state/use-now.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { failureWords } from '../words/notice-words.ts';
import { useWords } from '../words/use-words.ts';
import { LetterPad } from './letter-pad.tsx';
import type { PersonEntry } from './use-person.ts';

export interface PersonFieldsProps {
  person: PersonEntry;
  /** In place of the name's field, where it is known who is asked for the PIN */
  instead?: ReactNode;
}

/** Name (one of those who were here before, or the badge that was scanned), PIN, and keys for fingers, which go where the eye is: into the field that was touched last. */
export function PersonFields({ person, instead }: Readonly<PersonFieldsProps>) {
  const { t } = useTranslation('people');
  const pinField = useRef<HTMLInputElement>(null);
  const [target, setTarget] = useState<'user' | 'pin'>('pin');
  const [hasDigits, setDigits] = useState(false);
  const { badge } = person;
  const known = useSubject(useTill().people.people$);
  const isKnown = badge !== undefined || instead !== undefined;
  const keypadGoes = isKnown || (target === 'pin' && person.user !== '') ? 'pin' : 'user';
  useEffect(() => {
    if (badge !== undefined) pinField.current?.focus();
  }, [badge]);
  const wrong = useWrongWords(person);
  function type(value: string): void {
    if (keypadGoes === 'pin') person.setPin(digitsOf(value));
    else person.setUser(value);
  }
  function choose(userId: string): void {
    person.setUser(userId);
    pinField.current?.focus();
  }
  return (
    <>
      {instead !== undefined || known.length === 0 ? null : (
        <div className="reasons" role="group" aria-label={t('known')}>
          {known.map(({ userId, name }) => <button key={userId} type="button" className="reason" aria-pressed={badge === undefined && person.user === userId} onClick={() => choose(userId)}>{name}</button>)}
        </div>
      )}
      {instead ?? (
        <div
          onFocus={() => setTarget('user')}
          onKeyDown={(event) => {
            // Enter after the name leads to the PIN.
            if (event.key !== 'Enter' || person.pin !== '') return;
            event.preventDefault();
            pinField.current?.focus();
          }}
        >
          <Field label={t('user')} value={badge === undefined ? person.user : t('badge')} onChange={person.setUser} {...(badge !== undefined ? { hint: t('badgeHint') } : person.user === '' ? { hint: t('userHint') } : {})} />
        </div>
      )}
      <div onFocus={() => setTarget('pin')}>
        <Field label={t('pin')} field={pinField} value={person.pin} onChange={(value) => person.setPin(digitsOf(value))} type="password" inputMode="none" {...(wrong === undefined ? {} : { wrong })} />
      </div>
      {keypadGoes === 'pin' || hasDigits ? <Keypad value={keypadGoes === 'pin' ? person.pin : person.user} onChange={type} hasComma={false} /> : <LetterPad value={person.user} onChange={type} onDigits={() => setDigits(true)} />}
      {keypadGoes === 'user' && hasDigits ? <Press onPress={() => setDigits(false)}>{t('letters.label')}</Press> : null}
    </>
  );
}

const longestPin = 12;
const digitsOf = (text: string) => text.replaceAll(/[^0-9]/g, '').slice(0, longestPin);

/** What is wrong, with the seconds that are left where somebody has to wait. */
function useWrongWords({ failure, waitsUntilMs }: PersonEntry): string | undefined {
  const { t } = useTranslation('people');
  const { t: shared, formats, localize } = useWords();
  const { link } = useTill();
  useNow(500);
  if (failure === undefined) return undefined;
  const leftMs = waitsUntilMs === undefined ? undefined : waitsUntilMs - link.nowMs();
  if (leftMs === undefined) return failureWords(shared, formats, localize, failure);
  return leftMs > 0 ? t('wait', { time: minutesAndSeconds(leftMs) }) : t('waitOver');
}
