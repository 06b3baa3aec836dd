import { Icon } from './icon.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { WhoButton } from '../people/who-button.tsx';
import { storeTime } from '../format/store-time.ts';
import { useTill } from '../state/till-context.ts';
import { useNow } from '../state/use-now.ts';
import { useSubject } from '../state/use-subject.ts';
import { modeWords } from '../words/mode-words.ts';
import { useWords } from '../words/use-words.ts';

/** The strip on top: where we are, how much works and what that means, what is not sent yet, the store's time. */
export function StatusStrip() {
  const { t, formats, localize } = useWords();
  const till = useTill();
  const link = useSubject(till.link.link$);
  const { status } = link;
  const mode = modeWords(t, formats, link);
  const queue = status?.queue.length ?? 0;
  return (
    <header className="strip">
      <h1 className="strip-place">
        {status === undefined ? t('page.title') : <><span>{status.till.storeName === undefined ? status.till.storeId : localize(status.till.storeName)}</span><span className="strip-till">{status.till.name}</span></>}
      </h1>
      <p className={`mode mode-${mode.tone}`} role="status">
        <Icon name={mode.tone} size={20} />
        <strong>{mode.name}</strong>
        <span>{mode.works}</span>
      </p>
      {status === undefined ? null : (
        <p className="strip-queue" title={t('strip.queue', { count: queue, shown: String(queue) })}>
          <Icon name="queue" size={20} />
          {queue === 0 ? t('strip.queueEmpty') : t('strip.queueShort', { shown: String(queue) })}
        </p>
      )}
      <WhoButton />
      <Clock />
      <LanguageSwitch />
    </header>
  );
}

function Clock() {
  const { t } = useWords();
  const till = useTill();
  const timeZone = useSubject(till.link.link$).status?.programme?.timeZone;
  useNow(1000);
  return <p className="strip-clock" aria-label={t('strip.clock')}>{storeTime(till.link.nowMs(), timeZone).clock}</p>;
}
