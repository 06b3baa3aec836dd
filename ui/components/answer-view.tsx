import type { ReactNode } from 'react';
import { problemCode } from '../client/api-failure.ts';
import type { Answer } from '../state/use-answer.ts';
import { failureWords } from '../words/notice-words.ts';
import { useWords } from '../words/use-words.ts';
import { Press } from './press.tsx';

export interface AnswerViewProps<Value> {
  answer: Answer<Value>;
  isEmpty?: (value: Value) => boolean;
  /** A sentence in place of an empty list */
  emptyWords?: string;
  children: (value: Value) => ReactNode;
}

/** Of a refusal that only wants a name and a PIN: to ask again asks for them. */
const wantsSignIn: readonly (string | undefined)[] = ['session-required', 'session-expired'];

/** The four states of anything that is asked for: on its way, failed (with the last answer still shown), empty, there. */
export function AnswerView<Value>({ answer, isEmpty, emptyWords, children }: Readonly<AnswerViewProps<Value>>) {
  const { t, formats, localize } = useWords();
  const { value, failure, isLoading, again } = answer;
  const isSignInWanted = failure !== undefined && wantsSignIn.includes(problemCode(failure));
  return (
    <>
      {failure === undefined ? null : (
        <div className="answer-failed" role="alert">
          <p>{failureWords(t, formats, localize, failure)}</p>
          <Press icon={isSignInWanted ? 'person' : 'undo'} isDisabled={isLoading} onPress={again}>{t(isSignInWanted ? 'who.nobody' : 'answer.again')}</Press>
        </div>
      )}
      {value === undefined ? (failure === undefined ? <div className="answer-loading" role="status" aria-label={t('answer.loading')}><i /><i /><i /></div> : null) : isEmpty?.(value) === true ? <p className="answer-empty">{emptyWords ?? t('answer.empty')}</p> : children(value)}
    </>
  );
}
