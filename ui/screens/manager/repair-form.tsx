import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../../agent/contract/journal.ts';
import { failureOf, type ApiFailure } from '../../client/api-failure.ts';
import { randomId } from '../../client/random-id.ts';
import { Field } from '../../components/field.tsx';
import { Press } from '../../components/press.tsx';
import { steadyCall } from '../../state/steady-call.ts';
import { useTill } from '../../state/till-context.ts';
import { failureWords } from '../../words/notice-words.ts';
import { useWords } from '../../words/use-words.ts';
import { useDesk } from './use-desk.ts';

type Repair = JournalEntry['repairs'][number];

export interface RepairFormProps {
  opId: string;
  repairs: readonly Repair[];
  onRepaired: () => void;
}

/** Which repair, why, and for another account a card of it, by scan or typed. Nothing is deleted: the repair is an operation of its own. */
export function RepairForm({ opId, repairs, onRepaired }: Readonly<RepairFormProps>) {
  const { t } = useTranslation('manager');
  const { t: shared, formats, localize } = useWords();
  const { scans, approvals, link } = useTill();
  const { client } = useDesk();
  const [repair, setRepair] = useState<Repair>();
  const [reason, setReason] = useState('');
  const [card, setCard] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => (repair === 'relink' ? scans.offer(({ thing }) => {
    if (thing.kind !== 'card') return false;
    setCard(thing.cardNumber);
    return true;
  }) : undefined), [scans, repair]);
  const form = useRef<HTMLFormElement>(null);
  // On a low screen what the repair asks for opens below the sheet's edge.
  useEffect(() => {
    if (repair !== undefined) form.current?.scrollIntoView({ block: 'end' });
  }, [repair]);
  const isReady = repair !== undefined && reason.trim() !== '' && (repair !== 'relink' || card.trim() !== '');

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    // One key for this intent, however often it has to be sent.
    const key = randomId();
    const request = { repair, reason: reason.trim(), ...(repair === 'relink' ? { cardNumber: card.trim() } : {}) };
    try {
      await approvals.run(opId, (overrideId) => steadyCall(() => client.resolve(opId, request, key, overrideId), () => link.whenUp(), () => undefined));
      onRepaired();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <form ref={form} className="form" onSubmit={(event) => void send(event)} aria-label={t('repair.title')}>
      <h3>{t('repair.title')}</h3>
      <div className="manager-repairs" role="group" aria-label={t('repair.title')}>
        {repairs.map((each) => <button key={each} type="button" className={`press ${each === repair ? 'press-main' : 'press-plain'}`} aria-pressed={each === repair} onClick={() => setRepair(each)}>{shared(`journal.repair.${each}`)}</button>)}
      </div>
      {repair === undefined ? null : (
        <>
          <p className="manager-note">{t(`repair.about.${repair}`)}</p>
          {repair === 'relink' ? <Field label={t('repair.card')} value={card} onChange={setCard} inputMode="numeric" hint={t('repair.scan')} /> : null}
          <Field label={t('repair.reason')} value={reason} onChange={setReason} isRequired />
          <Press kind="main" isSubmit isDisabled={!isReady || isBusy}>{shared(`journal.repair.${repair}`)}</Press>
        </>
      )}
      {failure === undefined ? null : <p className="field-wrong" role="alert">{failureWords(shared, formats, localize, failure)}</p>}
    </form>
  );
}
