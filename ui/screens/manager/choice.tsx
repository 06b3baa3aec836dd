import { useId } from 'react';

export interface ChoiceProps<Value extends string> {
  label: string;
  values: readonly Value[];
  words: (value: Value) => string;
  value: Value;
  onChange: (value: Value) => void;
}

/** One of several, in a list that folds away. */
export function Choice<Value extends string>({ label, values, words, value, onChange }: Readonly<ChoiceProps<Value>>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(values.find((each) => each === event.target.value) ?? value)}>
        {values.map((each) => <option key={each} value={each}>{words(each)}</option>)}
      </select>
    </div>
  );
}
