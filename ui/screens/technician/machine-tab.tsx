import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechnicianClient } from '../../client/technician-client.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSubject } from '../../state/use-subject.ts';
import { Facts } from './facts.tsx';
import { useShown } from './use-shown.ts';

/** Clock, disk, files, memory and versions. */
export function MachineTab({ client }: Readonly<{ client: TechnicianClient }>) {
  const { t } = useTranslation('technician');
  const { moment, span, size } = useShown();
  const { status } = useSubject(useTill().link.link$);
  const ask = useCallback(() => client.diagnostics(), [client]);
  const answer = useAnswer(ask);
  return (
    <div className="facts-grid">
      {status === undefined ? null : (
        <Facts title={t('machine.clock')} rows={[
          [t('machine.quality'), t(`machine.qualities.${status.clock.quality}`)],
          [t('machine.trusted'), moment(status.clock.atMs)],
          [t('machine.wall'), moment(status.clock.wallMs)],
          [t('machine.difference'), `${Math.round((status.clock.wallMs - status.clock.atMs) / 1000)} ${t('unit.s')}`],
          [t('machine.zone'), status.programme?.timeZone],
        ]} />
      )}
      <AnswerView answer={answer}>
        {({ disk, storage, machine, process, version, node }) => (
          <>
            <Facts title={t('machine.disk')} rows={[
              [t('machine.free'), `${size(disk.freeBytes)} / ${size(disk.totalBytes)}`],
              [t('machine.journal'), size(storage.journalBytes)],
              [t('machine.archive'), size(storage.archiveBytes)],
              [t('machine.cache'), size(storage.cacheBytes)],
              [t('machine.durable'), status === undefined ? undefined : `${status.journal.synchronous} / ${status.journal.journalMode}`],
            ]} />
            <Facts title={t('machine.program')} rows={[
              [t('machine.version'), version],
              ['Node', node],
              [t('machine.since'), moment(process.startedAtMs)],
              [t('machine.uptime'), span(process.uptimeMs)],
              [t('machine.memory'), size(process.residentBytes)],
            ]} />
            <Facts title={t('machine.title')} rows={[
              [t('machine.system'), `${machine.platform} ${machine.release} ${machine.arch}`],
              [t('machine.cpus'), machine.cpus],
              [t('machine.freeMemory'), `${size(machine.freeMemoryBytes)} / ${size(machine.memoryBytes)}`],
              [t('machine.uptime'), span(machine.uptimeMs)],
            ]} />
          </>
        )}
      </AnswerView>
    </div>
  );
}
