import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { filter, skip, take } from 'rxjs';
import { Icon } from '../components/icon.tsx';
import { useTill } from '../state/till-context.ts';

/** In place of a screen that could not be loaded. The page is loaded anew when the agent is back: the sale is kept there. */
export function WithoutPlace() {
  const { t } = useTranslation();
  const { link } = useTill();
  useEffect(() => {
    const subscription = link.link$.pipe(skip(1), filter(({ state }) => state === 'up'), take(1)).subscribe(() => location.reload());
    return () => subscription.unsubscribe();
  }, [link]);
  return <div className="full-page"><Icon name="info" size={64} /><p role="alert">{t('places.loadFailed')}</p></div>;
}
