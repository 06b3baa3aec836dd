import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLevel } from '../../../agent/contract/diagnostics.ts';
import type { TechnicianClient } from '../../client/technician-client.ts';
import { failureOf } from '../../client/api-failure.ts';
import { AnswerView } from '../../components/answer-view.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useShown } from './use-shown.ts';

const shownLevels = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];

/** The last lines of the log, how much is written, and all of it in one file. */
export function LogTab({ client }: Readonly<{ client: TechnicianClient }>) {
  const { t } = useTranslation('technician');
  const { moment } = useShown();
  const { notices } = useTill();
  const [level, setLevel] = useState<LogLevel>('info');
  const [isPacking, setPacking] = useState(false);
  const askLines = useCallback(() => client.logs(level), [client, level]);
  const askLevel = useCallback(async () => (await client.diagnostics()).log, [client]);
  const lines = useAnswer(askLines);
  const current = useAnswer(askLevel);

  async function change(wanted: LogLevel): Promise<void> {
    try {
      await client.setLogLevel({ level: wanted });
    } catch (error) {
      notices.showFailure(failureOf(error));
    }
    current.again();
    lines.again();
  }
  async function download(): Promise<void> {
    setPacking(true);
    try {
      const { name, content } = await client.archive();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(content);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      notices.showFailure(failureOf(error));
    } finally {
      setPacking(false);
    }
  }
  return (
    <>
      <section className="panel log-tools">
        <div>
          <h3>{t('log.written')}</h3>
          <AnswerView answer={current}>
            {({ level: now, normalLevel, untilMs, by }) => (
              <>
                <div className="reasons">{[...new Set<LogLevel>([...shownLevels, normalLevel])].map((each) => <button key={each} type="button" className="reason" aria-pressed={each === now} onClick={() => void change(each)}>{t(`log.levels.${each}`)}</button>)}</div>
                <p className="soft">{untilMs === undefined ? t('log.normal') : t('log.until', { when: moment(untilMs), who: by ?? t('log.nobody') })}</p>
              </>
            )}
          </AnswerView>
        </div>
        <div>
          <h3>{t('log.archive')}</h3>
          <Press kind="main" isDisabled={isPacking} onPress={() => void download()}>{isPacking ? t('log.packing') : t('log.download')}</Press>
          <p className="soft">{t('log.archiveHint')}</p>
        </div>
      </section>
      <section className="panel facts">
        <h3>{t('log.lines')}<span className="reasons">{shownLevels.map((each) => <button key={each} type="button" className="reason" aria-pressed={each === level} onClick={() => setLevel(each)}>{t(`log.from.${each}`)}</button>)}<Press icon="undo" onPress={lines.again}>{t('log.again')}</Press></span></h3>
        <AnswerView answer={lines} isEmpty={({ lines: found }) => found.length === 0} emptyWords={t('log.none')}>
          {({ lines: found }) => (
            <table className="table log-table"><tbody>
              {found.map((line) => <tr key={line.id} className={`log-${line.level}`}><td className="mono">{moment(line.atMs)}</td><td>{t(`log.levels.${line.level}`)}</td><td>{line.message}{line.fields === undefined ? null : <span className="mono soft"> {line.fields}</span>}</td></tr>)}
            </tbody></table>
          )}
        </AnswerView>
      </section>
    </>
  );
}
