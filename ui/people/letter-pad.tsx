import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { Press } from '../components/press.tsx';

const letters = Array.from('abcdefghijklmnopqrstuvwxyz.-');

export interface LetterPadProps {
  value: string;
  onChange: (value: string) => void;
  onDigits: () => void;
}

/** Letters for fingers, as names for signing in are written. The field beside it takes the same from a keyboard. */
export function LetterPad({ value, onChange, onDigits }: Readonly<LetterPadProps>) {
  const { t } = useTranslation('people');
  return (
    // The focus stays in the field.
    <div className="letter-pad" role="group" aria-label={t('letters.label')} onMouseDown={(event) => event.preventDefault()}>
      {letters.map((letter) => <button key={letter} type="button" className="key" onClick={() => onChange(value + letter)}>{letter}</button>)}
      <Press className="letter-pad-wide" label={t('letters.digits')} onPress={onDigits}>123</Press>
      <button type="button" className="key letter-pad-wide" aria-label={t('letters.erase')} disabled={value === ''} onClick={() => onChange(value.slice(0, -1))}><Icon name="erase" /></button>
    </div>
  );
}
