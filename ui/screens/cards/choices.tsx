import { useId } from 'react';

export interface ChoicesProps<Value extends string> {
  label: string;
  values: readonly Value[];
  words: (value: Value) => string;
  chosen: Value | undefined;
  onChoose: (value: Value) => void;
  wrong?: string;
  hint?: string;
}

/** One of a few, as buttons for fingers; the arrow keys go through them. */
export function Choices<Value extends string>({ label, values, words, chosen, onChoose, wrong, hint }: Readonly<ChoicesProps<Value>>) {
  const id = useId();
  const note = wrong ?? hint;
  return (
    <fieldset className="cards-choices" aria-describedby={note === undefined ? undefined : `${id}-note`}>
      <legend>{label}</legend>
      <div className="cards-choices-row">
        {values.map((value) => (
          <label key={value} className="cards-choice">
            <input type="radio" name={id} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{words(value)}</span>
          </label>
        ))}
      </div>
      {note === undefined ? null : <p id={`${id}-note`} className={wrong === undefined ? 'field-hint' : 'field-wrong'}>{note}</p>}
    </fieldset>
  );
}
