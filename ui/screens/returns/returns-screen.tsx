import './returns.css';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createReturnsClient } from '../../client/returns-client.ts';
import { randomId } from '../../client/random-id.ts';
import { receiptNumber } from '../../format/receipt-number.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { BlindForm } from './blind-form.tsx';
import { ReturnOpen } from './return-open.tsx';
import { createReturnDesk } from './return-desk.ts';
import { ReturnDone } from './return-done.tsx';
import { StartPanel } from './start-panel.tsx';

/** Goods come back: by the code of a slip, by the number of a receipt, or without any. `rest` may name a code that was scanned elsewhere, or `blind`. */
export function ReturnsScreen({ rest }: Readonly<{ rest: readonly string[] }>) {
  const { t } = useTranslation('returns');
  const till = useTill();
  const { scans, places, link, sale, approvals, send } = till;
  const client = useMemo(() => createReturnsClient(send), [send]);
  const [desk] = useState(() => createReturnDesk({ client, approvals, sale, storage: localStorage, newId: randomId, whenUp: () => link.whenUp() }));
  const phase = useSubject(desk.phase$);
  const [named] = rest;
  const isBlind = named === 'blind' && phase.kind === 'idle';
  const code = named === 'blind' ? undefined : named;

  useEffect(() => {
    if (code === undefined) void desk.resume();
    else {
      void desk.open({ kind: 'code', code });
      // A reload must not begin it anew: what is open is kept.
      places.go('returns');
    }
  }, [desk, code, places]);
  useEffect(() => scans.offer(({ thing }) => {
    if (thing.kind !== 'return-code') return false;
    void desk.open({ kind: 'code', code: thing.code });
    return true;
  }), [scans, desk]);

  function newNumber(): string {
    const { status } = link.link$.value;
    return receiptNumber({ storeId: status?.till.storeId ?? 'store', tillId: status?.till.tillId ?? 'till' }, link.nowMs(), status?.programme?.timeZone);
  }
  return (
    <div className="returns">
      <h2 className="unseen">{t('title')}</h2>
      {phase.kind === 'idle' && isBlind ? <BlindForm desk={desk} onBack={() => places.go('returns')} /> : null}
      {phase.kind === 'idle' && !isBlind ? <StartPanel desk={desk} onBlind={() => places.go('returns', 'blind')} /> : null}
      {phase.kind === 'open' ? <ReturnOpen desk={desk} phase={phase} newNumber={newNumber} /> : null}
      {phase.kind === 'done' ? <ReturnDone client={client} phase={phase} onNext={() => { desk.leave(); places.go('returns'); }} /> : null}
    </div>
  );
}
