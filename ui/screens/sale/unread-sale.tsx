import { problemCode, type ApiFailure } from '../../client/api-failure.ts';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { failureWords } from '../../words/notice-words.ts';
import { useWords } from '../../words/use-words.ts';

/** Somebody else may be let see it. */
const ofThePerson: readonly (string | undefined)[] = ['right-missing', 'session-required', 'session-expired'];

/** In place of the basket where the agent would not say whether a sale is open: why, and what to do. */
export function UnreadSale({ refusal }: Readonly<{ refusal: ApiFailure }>) {
  const { t, formats, localize } = useWords();
  const { session, sale } = useTill();
  const isOfThePerson = ofThePerson.includes(problemCode(refusal));
  return (
    <div className="empty" role="status">
      <Icon name="lock" size={64} />
      <p className="empty-title">{isOfThePerson ? t('basket.closedTitle') : failureWords(t, formats, localize, refusal)}</p>
      <p className="empty-text">{t('basket.closedText')}</p>
      {isOfThePerson ? <Press kind="main" icon="person" onPress={() => void session.ask('chosen')}>{t('who.nobody')}</Press> : <Press kind="main" icon="undo" onPress={() => void sale.resync()}>{t('answer.again')}</Press>}
    </div>
  );
}
