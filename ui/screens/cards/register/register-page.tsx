import { useEffect, useLayoutEffect, useRef } from 'react';
import type { QuestionnairesView } from '../../../../agent/contract/customer.ts';
import { AnswerView } from '../../../components/answer-view.tsx';
import { useTill } from '../../../state/till-context.ts';
import { useAnswer } from '../../../state/use-answer.ts';
import { cardTail } from '../../../format/card-tail.ts';
import { Icon } from '../../../components/icon.tsx';
import { useKept } from '../kept.ts';
import { useCardScans } from '../use-card-scans.ts';
import { useCardsClient } from '../use-cards-client.ts';
import { useEscape } from '../use-escape.ts';
import { useCardWords } from '../use-card-words.ts';
import { CardStep } from './card-step.tsx';
import { CodeStep } from './code-step.tsx';
import { DoneStep } from './done-step.tsx';
import { PhoneStep } from './phone-step.tsx';
import { QuestionsStep } from './questions-step.tsx';
import { emptyRegistration, keptRegistration, mayGoTo, stepsOf, withScannedCard, type RegistrationDraft, type RegistrationStep } from './registration-draft.ts';

export interface StepProps {
  draft: RegistrationDraft;
  questionnaires: QuestionnairesView;
  change: (change: (draft: RegistrationDraft) => RegistrationDraft) => void;
}

/** A new customer, in steps. `cardNumber` is the card that they came with. */
export function RegisterPage({ cardNumber }: Readonly<{ cardNumber?: string }>) {
  const client = useCardsClient();
  const { places } = useTill();
  useEscape(() => places.go('cards', 'find'));
  const answer = useAnswer(client.questionnaires);
  const [draft, change] = useKept(keptRegistration);
  useCardScans((scanned) => (draft.step === 'done' ? places.go('cards', scanned) : change((before) => withScannedCard(before, scanned))));
  useEffect(() => {
    if (cardNumber === undefined) return;
    change((before) => withScannedCard(before.step === 'done' ? emptyRegistration : before, cardNumber));
    // The address names it once: a card that is scanned later is not put back by a reload.
    places.go('cards', 'register');
  }, [cardNumber, change, places]);
  return (
    <AnswerView answer={answer}>
      {(questionnaires) => (
        <div className="cards-work cards-register">
          <Steps draft={draft} questionnaires={questionnaires} change={change} />
          <Step key={draft.step} draft={draft} questionnaires={questionnaires} change={change} />
        </div>
      )}
    </AnswerView>
  );
}

const stepViews = { phone: PhoneStep, questions: QuestionsStep, card: CardStep, code: CodeStep, done: DoneStep } as const satisfies Record<RegistrationStep, unknown>;

function Step(props: Readonly<StepProps>) {
  const Shown = stepViews[props.draft.step];
  const place = useRef<HTMLDivElement>(null);
  // Before it is shown, so that the first key typed at its sight is not lost.
  useLayoutEffect(() => place.current?.querySelector('input')?.focus(), []);
  return <div ref={place}><Shown {...props} /></div>;
}

function Steps({ draft, questionnaires, change }: Readonly<StepProps>) {
  const { c } = useCardWords();
  return (
    <nav className="cards-steps" aria-label={c('register.steps')}>
      <ol>
        {stepsOf(questionnaires).map((step, index) => (
          <li key={step}>
            <button type="button" className="cards-step" aria-current={step === draft.step ? 'step' : undefined} disabled={step !== draft.step && !mayGoTo(draft, step)} onClick={() => change((before) => ({ ...before, step }))}>
              <span aria-hidden="true">{index + 1}</span>{c(`register.step.${step}`)}
            </button>
          </li>
        ))}
      </ol>
      {draft.card.kind === 'plastic' && draft.step !== 'card' && draft.step !== 'done' ? <p className="cards-soft"><Icon name="card" size={20} /> {c('register.cardKept', { tail: cardTail(draft.card.cardNumber) })}</p> : null}
    </nav>
  );
}
