import './slip.css';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createReceiptClient } from '../../client/receipt-client.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { Press } from '../../components/press.tsx';
import { SideSheet } from '../../components/side-sheet.tsx';
import { SlipPaper } from '../../components/slip-paper.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useWords } from '../../words/use-words.ts';

/** What the customer takes home, as it will be on paper. The till software prints it with the receipt; without one, the browser does. */
export function SlipSheet({ saleId, onClose }: Readonly<{ saleId: string; onClose: () => void }>) {
  const { t } = useTranslation('sale');
  const { language } = useWords();
  const { send } = useTill();
  const client = useMemo(() => createReceiptClient(send), [send]);
  const answer = useAnswer(useCallback(() => client.slip(saleId, language), [client, saleId, language]));
  return (
    <SideSheet title={t('slip.title')} onClose={onClose}>
      <AnswerView answer={answer}>{({ lines }) => <div className="slip" lang={language} tabIndex={0} role="group" aria-label={t('slip.title')}><SlipPaper lines={lines} /></div>}</AnswerView>
      <Press kind="main" isDisabled={answer.value === undefined} onPress={() => print()}>{t('slip.print')}</Press>
    </SideSheet>
  );
}
