import { useId, type HTMLInputAutoCompleteAttribute, type Ref } from 'react';

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'tel' | 'search';
  /** `none` where a keypad of the page stands beside it */
  inputMode?: 'none' | 'text' | 'numeric' | 'decimal' | 'tel';
  /** What is wrong with the value, as a sentence that says what to do */
  wrong?: string;
  hint?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  field?: Ref<HTMLInputElement>;
}

/** One line to write in, with its name above and what is wrong with it below. */
export function Field({ label, value, onChange, type = 'text', inputMode, wrong, hint, isRequired = false, isDisabled = false, autoComplete = 'off', field }: Readonly<FieldProps>) {
  const id = useId();
  const note = wrong ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id} ref={field} type={type} inputMode={inputMode} value={value} required={isRequired} disabled={isDisabled} autoComplete={autoComplete}
        aria-invalid={wrong !== undefined} aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {note === undefined ? null : <p id={`${id}-note`} className={wrong === undefined ? 'field-hint' : 'field-wrong'}>{note}</p>}
    </div>
  );
}
