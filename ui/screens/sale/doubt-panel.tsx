import { Press } from '../../components/press.tsx';
import { useWords } from '../../words/use-words.ts';

/** After a restart nobody but the cashier knows whether the receipt came out. */
export function DoubtPanel({ onAnswer }: Readonly<{ onAnswer: (isPrinted: boolean) => void }>) {
  const { t } = useWords();
  return (
    <div className="doubt" role="alert">
      <div>
        <h2>{t('doubt.title')}</h2>
        <p>{t('doubt.text')}</p>
      </div>
      <div className="doubt-answers">
        <Press kind="main" hotkey="F12" onPress={() => onAnswer(true)}>{t('doubt.yes')}</Press>
        <Press hotkey="F9" onPress={() => onAnswer(false)}>{t('doubt.no')}</Press>
      </div>
    </div>
  );
}
