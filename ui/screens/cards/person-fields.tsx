import { useId } from 'react';
import { languageNames, languages } from '../../../agent/contract/words/languages.ts';
import { Field } from '../../components/field.tsx';
import { Choices } from './choices.tsx';
import type { AnswerFaults, PersonDraft, Question } from './person-draft.ts';
import { useCardWords } from './use-card-words.ts';

export interface PersonFieldsProps {
  person: PersonDraft;
  questions: readonly Question[];
  faults: AnswerFaults;
  /** Of a change a consent may also be left as it is */
  isChange: boolean;
  onChange: (change: Partial<PersonDraft>) => void;
}

/** Name, birthday, language, and what the chain asks besides, in its order. */
export function PersonFields({ person, questions, faults, isChange, onChange }: Readonly<PersonFieldsProps>) {
  const { c } = useCardWords();
  const answer = (id: string) => (value: string | boolean) => onChange({ answers: { ...person.answers, [id]: value } });
  return (
    <>
      <div className="form">
        <Field label={c('person.givenName')} value={person.givenName} onChange={(givenName) => onChange({ givenName: givenName.slice(0, 80) })} />
        <Field label={c('person.birthday')} value={person.birthday} inputMode="numeric" hint={c('person.dayHint')} onChange={(birthday) => onChange({ birthday })} {...wrongOf(faults.birthday)} />
        <Choices label={c('person.language')} values={languages} words={(each) => languageNames[each]} chosen={person.language} onChoose={(language) => onChange({ language })} />
      </div>
      <div className="form">
        {questions.map((question) => <Asked key={question.id} question={question} value={person.answers[question.id]} isChange={isChange} onAnswer={answer(question.id)} {...wrongOf(faults[question.id])} />)}
      </div>
    </>
  );

  function wrongOf(fault: AnswerFaults[string] | undefined): { wrong?: string } {
    return fault === undefined ? {} : { wrong: c(`fault.${fault}`) };
  }
}

interface AskedProps {
  question: Question;
  value: string | boolean | undefined;
  isChange: boolean;
  onAnswer: (value: string | boolean) => void;
  wrong?: string;
}

function Asked({ question, value, isChange, onAnswer, wrong }: Readonly<AskedProps>) {
  const { c, localize } = useCardWords();
  const label = localize(question.label) + (question.required === true && !isChange ? ' *' : '');
  const said = wrong === undefined ? {} : { wrong };
  if (question.kind === 'choice') {
    return <Choices label={label} values={question.options.map(({ id }) => id)} words={(id) => localize(question.options.find((option) => option.id === id)?.name ?? { ru: id })} chosen={typeof value === 'string' ? value : undefined} onChoose={onAnswer} {...said} />;
  }
  if (question.kind === 'consent') {
    if (!isChange) return <Consent label={label} text={localize(question.text)} version={question.version} isGiven={value === true} onChange={onAnswer} {...said} />;
    const chosen = value === undefined ? undefined : value === true ? 'given' as const : 'withdrawn' as const;
    return <Choices label={label} values={['given', 'withdrawn'] as const} words={(each) => c(`consent.${each}`)} chosen={chosen} onChoose={(each) => onAnswer(each === 'given')} hint={localize(question.text)} {...said} />;
  }
  const text = typeof value === 'string' ? value : '';
  if (question.kind === 'date') return <Field label={label} value={text} inputMode="numeric" hint={c('person.dayHint')} onChange={onAnswer} {...said} />;
  return <Field label={label} value={text} onChange={onAnswer} {...said} />;
}

/** The wording that is agreed to, with its version: the answer keeps which one it was. */
function Consent({ label, text, version, isGiven, onChange, wrong }: Readonly<{ label: string; text: string; version: string; isGiven: boolean; onChange: (isGiven: boolean) => void; wrong?: string }>) {
  const { c } = useCardWords();
  const id = useId();
  return (
    <div className="cards-consent">
      <label>
        <input type="checkbox" checked={isGiven} aria-invalid={wrong !== undefined} aria-describedby={wrong === undefined ? `${id}-text` : `${id}-text ${id}-wrong`} onChange={(event) => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
      <p id={`${id}-text`}>{text} <span className="cards-soft">{c('consent.version', { version })}</span></p>
      {wrong === undefined ? null : <p id={`${id}-wrong`} className="field-wrong">{wrong}</p>}
    </div>
  );
}
