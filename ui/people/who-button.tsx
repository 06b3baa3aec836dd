import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../components/use-hotkeys.ts';
import { Icon } from '../components/icon.tsx';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { IdleWarning } from './idle-warning.tsx';

/** Who is signed in, in the strip: pressed, it asks who is at the till now. */
export function WhoButton() {
  const { t } = useTranslation();
  const { session } = useTill();
  const signedIn = useSubject(session.session$);
  const ask = () => void session.ask('chosen');
  useHotkeys({ 'Ctrl+L': ask });
  return (
    <>
      <button type="button" className="who" aria-label={signedIn === undefined ? t('who.nobodyLong') : t('who.signedIn', { name: signedIn.user.name })} aria-keyshortcuts="Control+L" onClick={ask}>
        <Icon name="person" />
        <span>{signedIn?.user.name ?? t('who.nobody')}</span>
      </button>
      {signedIn === undefined ? null : <IdleWarning session={signedIn} />}
    </>
  );
}
