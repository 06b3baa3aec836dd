import './manager.css';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../components/tabs.tsx';
import { useTill } from '../../state/till-context.ts';
import { DeskTab } from './desk-tab.tsx';
import { DrillTab } from './drill-tab.tsx';
import { LimitsTab } from './limits-tab.tsx';
import { OutageTab } from './outage-tab.tsx';
import { OverridesTab } from './overrides-tab.tsx';
import { ShiftTab } from './shift-tab.tsx';

const tabs = ['desk', 'outage', 'drill', 'limits', 'overrides', 'shift'] as const;

/** What a store manager looks after. The address names the part, and of the desk the operation that is open. */
export function ManagerScreen({ rest }: Readonly<{ rest: readonly string[] }>) {
  const { t } = useTranslation('manager');
  const { places } = useTill();
  const [name, opId] = rest;
  const tab = tabs.find((each) => each === name) ?? 'desk';
  return (
    <div className="manager">
      <h2 className="unseen">{t('title')}</h2>
      <Tabs label={t('parts')} names={tabs} words={(each) => t(`tab.${each}`)} chosen={tab} onChoose={(each) => places.go('manager', each)} />
      <div className="manager-part">
        {tab === 'desk' ? <DeskTab opId={opId} /> : null}
        {tab === 'outage' ? <OutageTab /> : null}
        {tab === 'drill' ? <DrillTab /> : null}
        {tab === 'limits' ? <LimitsTab /> : null}
        {tab === 'overrides' ? <OverridesTab /> : null}
        {tab === 'shift' ? <ShiftTab /> : null}
      </div>
    </div>
  );
}
