import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../../agent/contract/journal.ts';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { messageWords } from '../../words/message-words.ts';
import { useWords } from '../../words/use-words.ts';
import { AskedView } from './asked-view.tsx';
import { Choice } from './choice.tsx';
import { DayField } from './day-field.tsx';
import { OperationSheet } from './operation-sheet.tsx';
import { fits, readJournal, standings, type Standing } from './read-journal.ts';
import { useDesk } from './use-desk.ts';

const kinds = ['', 'sale-committed', 'return-committed', 'blind-return-committed', 'card-issued', 'card-activated', 'card-bound', 'card-replaced', 'card-blocked', 'card-unblocked', 'customer-registered', 'customer-changed', 'favourite-chosen', 'points-adjusted', 'operation-resolved', 'override-approved', 'limit-hit', 'drill-held', 'shift-reconciled'] as const;
type Kind = (typeof kinds)[number];

/** The journal of this till in plain words; first of all what the centre has not settled. Where somebody must decide, one press opens it with its safe repairs. */
export function DeskTab({ opId }: Readonly<{ opId: string | undefined }>) {
  const { t } = useTranslation('manager');
  const { t: shared, formats } = useWords();
  const { places } = useTill();
  const { client, who, time } = useDesk();
  const [standing, setStanding] = useState<Standing>('attention');
  const [kind, setKind] = useState<Kind>('');
  const [date, setDate] = useState('');
  const [text, setText] = useState('');
  const [pages, setPages] = useState<readonly number[]>([]);
  // Who is signed in stands among what it depends on: somebody else may see more.
  const ask = useCallback(async () => {
    const asked = { ...(kind === '' ? {} : { kind }), ...(date === '' ? {} : { date }) };
    const entries: JournalEntry[] = [];
    let nextFrom: number | undefined;
    for (const from of [undefined, ...pages]) {
      const page = await readJournal(client, standing, { ...asked, ...(from === undefined ? {} : { from }) });
      entries.push(...page.entries);
      nextFrom = page.nextFrom;
    }
    return { entries, nextFrom, who };
  }, [client, standing, kind, date, pages, who]);
  const answer = useAnswer(ask);
  const firstPage = <Value,>(set: (value: Value) => void) => (value: Value) => {
    setPages([]);
    set(value);
  };
  const wordsOf = (entry: JournalEntry) => messageWords(shared, formats, entry.what);
  return (
    <div className={`desk ${opId === undefined ? '' : 'desk-open'}`}>
      <div className="desk-list">
        <div className="manager-filter" role="search" aria-label={t('desk.filter')}>
          <Choice label={t('desk.standing')} values={standings} value={standing} onChange={firstPage(setStanding)} words={(each) => (each === 'attention' || each === 'all' ? t(`desk.${each}`) : shared(`journal.state.${each}`))} />
          <Choice label={t('desk.kind')} values={kinds} value={kind} onChange={firstPage(setKind)} words={(each) => (each === '' ? t('desk.anyKind') : t(`kind.${each}`))} />
          <DayField label={t('date')} date={date} onChange={firstPage(setDate)} />
          <Field label={t('desk.text')} type="search" value={text} onChange={setText} />
        </div>
        <AskedView answer={answer} whoMay="journal" isEmpty={({ entries }) => entries.length === 0} emptyWords={standing === 'attention' ? t('desk.noneOpen') : t('desk.none')}>
          {({ entries, nextFrom }) => (
            <>
              <div className="manager-scroll">
                <table className="table">
                  <thead><tr><th scope="col">{t('time')}</th><th scope="col">{t('desk.what')}</th><th scope="col">{t('desk.how')}</th><th scope="col">{t('desk.who')}</th></tr></thead>
                  <tbody>
                    {entries.filter((entry) => fits(entry, wordsOf(entry), text)).map((entry) => (
                      <tr key={entry.opId} className={entry.opId === opId ? 'manager-chosen' : ''}>
                        <td className="manager-when">{time(entry.atMs)}</td>
                        <td><button type="button" className="manager-open" aria-expanded={entry.opId === opId} onClick={() => places.go('manager', 'desk', entry.opId)}>{wordsOf(entry)}</button></td>
                        <td className={`standing-${entry.centre.state}`}>{entry.centre.words.map((each) => messageWords(shared, formats, each)).join('. ')}{entry.repairs.length > 0 ? <strong className="manager-repairable">{t('desk.repairable')}</strong> : null}</td>
                        <td>{[entry.who?.userId, entry.customer?.card].filter((each) => each !== undefined).join(', ')}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {nextFrom === undefined ? null : <Press onPress={() => setPages([...pages, nextFrom])}>{t('desk.older')}</Press>}
            </>
          )}
        </AskedView>
      </div>
      {opId === undefined ? null : <OperationSheet key={opId} opId={opId} onClose={() => places.go('manager', 'desk')} onRepaired={answer.again} />}
    </div>
  );
}
