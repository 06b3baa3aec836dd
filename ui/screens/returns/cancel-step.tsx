import { useTranslation } from 'react-i18next';
import type { ReturnView } from '../../../agent/contract/sale.ts';
import { Press } from '../../components/press.tsx';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';
import { FailureLine } from './failure-line.tsx';
import type { ReturnDesk } from './return-desk.ts';

/** Asks once more, as it cannot be taken back: the whole sale is void, and what it had used up is free again. */
export function CancelStep({ desk, view, onBack }: Readonly<{ desk: ReturnDesk; view: ReturnView; onBack: () => void }>) {
  const { t } = useTranslation('returns');
  const { formats } = useWords();
  const failure = useSubject(desk.failure$);
  const isAsking = useSubject(desk.isAsking$);
  const number = view.sold?.receiptNumber ?? '';
  const paidMinor = (view.sold?.lines ?? []).reduce((sum, line) => sum + line.paidMinor, 0);
  useHotkeys({ Escape: onBack });
  return (
    <section className="returns-quote" aria-label={t('cancel.title')}>
      <h3>{t('cancel.title')}</h3>
      <p>{t('cancel.text', { number, money: formats.money(paidMinor) })}</p>
      <FailureLine failure={failure} />
      <div className="returns-acts">
        <Press kind="main" icon="close" isDisabled={isAsking} onPress={() => void desk.cancelSale(number)}>{t('cancel.do')}</Press>
        <Press hotkey="Esc" onPress={onBack}>{t('cancel.back')}</Press>
      </div>
    </section>
  );
}
