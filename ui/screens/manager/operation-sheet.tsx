import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SideSheet } from '../../components/side-sheet.tsx';
import { useHotkeys } from '../../components/use-hotkeys.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { messageWords } from '../../words/message-words.ts';
import { useWords } from '../../words/use-words.ts';
import { AskedView } from './asked-view.tsx';
import { RepairForm } from './repair-form.tsx';
import { useDesk } from './use-desk.ts';

export interface OperationSheetProps {
  opId: string;
  onClose: () => void;
  onRepaired: () => void;
}

/** One operation: all that is known of it, what was tried, and what may be done without harm. */
export function OperationSheet({ opId, onClose, onRepaired }: Readonly<OperationSheetProps>) {
  const { t } = useTranslation('manager');
  const { t: shared, formats } = useWords();
  const { client, who, time } = useDesk();
  const [repaired, setRepaired] = useState(0);
  const answer = useAnswer(useCallback(async () => ({ ...(await client.operation(opId)), asked: [who, repaired] }), [client, opId, who, repaired]));
  useHotkeys({ Escape: onClose });
  return (
    <aside className="desk-sheet">
      <SideSheet title={t('operation.title')} onClose={onClose}>
        <AskedView answer={answer} whoMay="journal" isEmpty={() => false} emptyWords="">
          {(entry) => (
            <>
              <p><strong>{messageWords(shared, formats, entry.what)}</strong></p>
              <p className={`standing-${entry.centre.state}`}>{entry.centre.words.map((each) => messageWords(shared, formats, each)).join('. ')}</p>
              {(entry.repaired ?? []).map((one) => (
                <p key={one.opId} className="panel manager-tried">{t('operation.tried', { repair: shared(`journal.repair.${one.repair}`), time: time(one.atMs), reason: one.reason })} {one.centre.words.map((each) => messageWords(shared, formats, each)).join('. ')}</p>
              ))}
              {entry.repairs.length === 0 ? <p className="manager-note">{t(entry.centre.state === 'sent' ? 'operation.settled' : 'operation.noRepair')}</p> : (
                <RepairForm key={repaired} opId={opId} repairs={entry.repairs} onRepaired={() => { setRepaired(repaired + 1); onRepaired(); }} />
              )}
              <dl className="manager-facts">
                <div><dt>{t('time')}</dt><dd>{time(entry.atMs)}</dd></div>
                {entry.who?.userId === undefined ? null : <div><dt>{t('desk.who')}</dt><dd>{entry.who.userId}</dd></div>}
                {entry.who?.approvedBy === undefined ? null : <div><dt>{t('overrides.by')}</dt><dd>{entry.who.approvedBy}</dd></div>}
                {entry.customer?.card === undefined ? null : <div><dt>{t('operation.card')}</dt><dd>{entry.customer.card}</dd></div>}
                {entry.saleId === undefined ? null : <div><dt>{t('operation.sale')}</dt><dd>{entry.saleId}</dd></div>}
                <div><dt>{t('operation.number')}</dt><dd>{entry.seq}</dd></div>
              </dl>
              <details><summary>{t('operation.whole')}</summary><pre className="manager-payload" tabIndex={0}>{JSON.stringify(entry.payload, undefined, 2)}</pre></details>
            </>
          )}
        </AskedView>
      </SideSheet>
    </aside>
  );
}
