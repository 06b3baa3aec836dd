import { Icon } from '../../components/icon.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';

/** While the agent is away, or is there and does not answer: what is saved, and what is not yet. */
export function WaitingBar() {
  const { t } = useWords();
  const till = useTill();
  const link = useSubject(till.link.link$);
  const isChangeWaiting = useSubject(till.sale.isWaiting$);
  const isScanWaiting = useSubject(till.scans.isWaiting$);
  const unsent = useSubject(till.scans.unsent$);
  const isAway = link.state === 'away';
  if (!isAway && !isChangeWaiting && !isScanWaiting) return null;
  return (
    <div className="waiting" role="status">
      <Icon name="clock" />
      <p>
        <strong>{isAway ? t('waiting.title') : t('mode.away')}. </strong>
        {isChangeWaiting ? t('waiting.change') : t('waiting.saved')} {unsent > 0 ? t('waiting.scans', { count: unsent }) : ''} {t('waiting.help')}
      </p>
    </div>
  );
}
