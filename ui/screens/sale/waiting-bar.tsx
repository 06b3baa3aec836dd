import { Icon } from '../../components/icon.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';

/** While the agent is away: what is saved, and what is not yet. */
export function WaitingBar() {
  const { t } = useWords();
  const till = useTill();
  const link = useSubject(till.link.link$);
  const isWaiting = useSubject(till.sale.isWaiting$);
  const unsent = useSubject(till.scans.unsent$);
  if (link.state !== 'away') return null;
  return (
    <div className="waiting" role="status">
      <Icon name="clock" />
      <p>
        <strong>{t('waiting.title')}. </strong>
        {isWaiting ? t('waiting.change') : t('waiting.saved')} {unsent > 0 ? t('waiting.scans', { count: unsent }) : ''}
      </p>
    </div>
  );
}
