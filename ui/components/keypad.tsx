import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

export interface KeypadProps {
  value: string;
  onChange: (value: string) => void;
  /** True where a fraction may be entered */
  hasComma: boolean;
}

/** Digits for fingers. The field beside it takes the same from a keyboard. */
export function Keypad({ value, onChange, hasComma }: Readonly<KeypadProps>) {
  const { t } = useTranslation();
  const add = (character: string) => onChange(value === '0' && character !== ',' ? character : value + character);
  return (
    // The focus stays in the field: Enter after a digit must send the number and not press the digit again.
    <div className="keypad" role="group" aria-label={t('keypad.label')} onMouseDown={(event) => event.preventDefault()}>
      {digits.map((digit) => (
        <button key={digit} type="button" className="key" onClick={() => add(digit)}>{digit}</button>
      ))}
      {hasComma ? <button type="button" className="key" aria-label={t('keypad.comma')} disabled={/[.,]/.test(value) || value === ''} onClick={() => add(',')}>,</button> : <span />}
      <button type="button" className="key" onClick={() => add('0')}>0</button>
      <button type="button" className="key" aria-label={t('keypad.erase')} disabled={value === ''} onClick={() => onChange(value.slice(0, -1))}><Icon name="erase" size={28} /></button>
    </div>
  );
}
