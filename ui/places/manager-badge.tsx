import { useTranslation } from 'react-i18next';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';

/** On the way to the manager's place: how many things wait for somebody who decides, parked operations and lost races together. */
export function ManagerBadge() {
  const { t } = useTranslation();
  const { link, lostRaces } = useTill();
  const parked = useSubject(link.link$).status?.queue.parked ?? 0;
  const count = parked + useSubject(lostRaces.unread$).length;
  return count === 0 ? null : <span className="place-badge"><span aria-hidden="true">{count}</span><span className="unseen"> {t('places.waiting', { count })}</span></span>;
}
