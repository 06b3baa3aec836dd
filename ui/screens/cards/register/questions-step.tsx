import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Press } from '../../../components/press.tsx';
import { Choices } from '../choices.tsx';
import { faultsOf } from '../person-draft.ts';
import { PersonFields } from '../person-fields.tsx';
import { useCardWords } from '../use-card-words.ts';
import type { StepProps } from './register-page.tsx';

/** What the chain asks. What is wrong is said when the cashier wants to go on, and at the field that it is about. */
export function QuestionsStep({ draft, questionnaires: { questionnaires }, change }: Readonly<StepProps>) {
  const { c, localize } = useCardWords();
  const form = useRef<HTMLFormElement>(null);
  const [checks, setChecks] = useState(0);
  const isChecked = checks > 0;
  // What is wrong may stand far above the button.
  useEffect(() => {
    if (checks > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [checks]);
  const chosen = questionnaires.find(({ id }) => id === draft.questionnaireId) ?? questionnaires[0];
  const questions = chosen?.questions ?? [];
  const faults = faultsOf(draft.person, questions, true);
  const isRight = Object.keys(faults).length === 0;

  function next(event: FormEvent): void {
    event.preventDefault();
    if (!isRight) setChecks((count) => count + 1);
    else change((before) => ({ ...before, step: 'card' }));
  }
  return (
    <form ref={form} className="form" noValidate onSubmit={next}>
      {questionnaires.length < 2 ? null : (
        <Choices label={c('register.questionnaire')} values={questionnaires.map(({ id }) => id)} words={(id) => localize(questionnaires.find((each) => each.id === id)?.name ?? { ru: id })} chosen={chosen?.id} onChoose={(questionnaireId) => change((before) => ({ ...before, questionnaireId }))} />
      )}
      <div className="cards-questions"><PersonFields person={draft.person} questions={questions} faults={isChecked ? faults : {}} isChange={false} onChange={(part) => change((before) => ({ ...before, person: { ...before.person, ...part } }))} /></div>
      {isChecked && !isRight ? <p className="cards-note cards-note-wrong" role="alert">{c('register.checkMarked')}</p> : null}
      <div className="cards-row">
        <Press kind="main" isSubmit>{c('register.next')}</Press>
        <Press onPress={() => change((before) => ({ ...before, step: 'phone' }))}>{c('register.back')}</Press>
      </div>
    </form>
  );
}
