import './technician.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createTechnicianClient } from '../../client/technician-client.ts';
import { Tabs } from '../../components/tabs.tsx';
import { useTill } from '../../state/till-context.ts';
import { DevicesTab } from './devices-tab.tsx';
import { LeaveKiosk } from './leave-kiosk.tsx';
import { LogTab } from './log-tab.tsx';
import { MachineTab } from './machine-tab.tsx';
import { ProgrammeTab } from './programme-tab.tsx';
import { SyncTab } from './sync-tab.tsx';

const tabs = ['devices', 'sync', 'programme', 'machine', 'log'] as const;

/** What a technician looks at: scanners, the way to the centre, the programme, the machine, the log. */
export function TechnicianScreen({ rest }: Readonly<{ rest: readonly string[] }>) {
  const { t } = useTranslation('technician');
  const { places, send, session } = useTill();
  const client = useMemo(() => createTechnicianClient(send, (path, init) => session.fetch(path, init)), [send, session]);
  const chosen = tabs.find((name) => name === rest[0]) ?? 'devices';
  return (
    <div className="technician">
      <h2 className="unseen">{t('title')}</h2>
      <Tabs label={t('title')} names={tabs} words={(name) => t(`tabs.${name}`)} chosen={chosen} onChoose={(name) => places.go('technician', name)} />
      <LeaveKiosk />
      {chosen === 'devices' ? <DevicesTab client={client} /> : null}
      {chosen === 'sync' ? <SyncTab /> : null}
      {chosen === 'programme' ? <ProgrammeTab client={client} /> : null}
      {chosen === 'machine' ? <MachineTab client={client} /> : null}
      {chosen === 'log' ? <LogTab client={client} /> : null}
    </div>
  );
}
