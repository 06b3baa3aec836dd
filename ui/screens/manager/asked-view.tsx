import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type manager from '../../../resources/locales/manager.ru.json';
import { AnswerView } from '../../components/answer-view.tsx';
import { Press } from '../../components/press.tsx';
import type { Answer } from '../../state/use-answer.ts';
import { useDesk } from './use-desk.ts';

export interface AskedViewProps<Value> {
  answer: Answer<Value>;
  /** Who may see it, as a key of words */
  whoMay: keyof (typeof manager)['whoMay'];
  emptyWords: string;
  isEmpty: (value: Value) => boolean;
  children: (value: Value) => ReactNode;
}

/** What was asked of the agent, with its time and a way to ask again; who may not see it is told who may. */
export function AskedView<Value>({ answer, whoMay, emptyWords, isEmpty, children }: Readonly<AskedViewProps<Value>>) {
  const { t } = useTranslation('manager');
  const { time } = useDesk();
  const isClosed = answer.failure?.kind === 'problem' && (answer.failure.problem.status === 401 || answer.failure.problem.status === 403);
  return (
    <>
      {answer.atMs === undefined ? null : (
        <p className="manager-as-of">{t('asOf', { time: time(answer.atMs) })} <Press kind="quiet" icon="undo" isDisabled={answer.isLoading} onPress={answer.again}>{t('again')}</Press></p>
      )}
      <AnswerView answer={answer} isEmpty={isEmpty} emptyWords={emptyWords}>{children}</AnswerView>
      {isClosed ? <p className="manager-note">{t(`whoMay.${whoMay}`)}</p> : null}
    </>
  );
}
