import { useTranslation } from 'react-i18next';
import { placeNames, type PlaceName } from '../state/places.ts';
import { useTill } from '../state/till-context.ts';
import { ManagerBadge } from './manager-badge.tsx';
import { placeKeys } from './use-place-keys.ts';

/** The way to every other place, and back to the sale. */
export function PlaceBar({ current }: Readonly<{ current: PlaceName }>) {
  const { t } = useTranslation();
  const { places } = useTill();
  return (
    <nav className="place-bar" aria-label={t('places.label')}>
      {placeNames.map((name) => (
        <button key={name} type="button" className="place" aria-current={name === current ? 'page' : undefined} aria-keyshortcuts={placeKeys[name]} onClick={() => places.go(name)}>
          <kbd aria-hidden="true">{placeKeys[name]}</kbd>{t(`places.${name}`)}{name === 'manager' ? <ManagerBadge /> : null}
        </button>
      ))}
    </nav>
  );
}
