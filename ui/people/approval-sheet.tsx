import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { createSessionClient } from '../client/session-client.ts';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Press } from '../components/press.tsx';
import { SideSheet } from '../components/side-sheet.tsx';
import type { ApprovalWanted } from '../state/approvals.ts';
import { useTill } from '../state/till-context.ts';
import { useWords } from '../words/use-words.ts';
import { PersonFields } from './person-fields.tsx';
import { usualReasons } from './reasons.ts';
import { usePerson } from './use-person.ts';

/** The most that the contract takes */
const longestReason = 200;

/** A second person says who they are and why, and lets one call pass. */
export function ApprovalSheet({ wanted }: Readonly<{ wanted: ApprovalWanted }>) {
  const { t } = useTranslation('people');
  const { localize } = useWords();
  const { send } = useTill();
  const person = usePerson();
  const [reason, setReason] = useState('');
  const { right, subject, subjects, approvers } = wanted;
  const why = reason.trim().slice(0, longestReason);
  const isReady = person.credentials !== undefined && why !== '' && !person.isChecking;

  function approve(event: FormEvent): void {
    event.preventDefault();
    if (!isReady) return;
    void person.check(async (who) => {
      const { overrideId } = await createSessionClient(send).approve({ ...who, reason: why, right, ...(subject === undefined ? {} : { subject }), ...(subjects === undefined ? {} : { subjects: [...subjects] }) });
      wanted.answer(overrideId);
    });
  }
  return (
    <SideSheet title={t('approval.title')} onClose={() => wanted.answer(undefined)}>
      <form className="form sign-in" onSubmit={approve}>
        <div className="sign-in-now">
          <Icon name="lock" size={32} />
          <p>
            <strong>{t(`right.${right}`)}{subject !== undefined ? `: ${subject}` : subjects !== undefined ? `: ${t('approval.cards', { count: subjects.length })}` : ''}</strong>
            {approvers.length === 0 ? null : <span>{t('approval.who', { roles: approvers.map(localize).join(', ') })}</span>}
          </p>
        </div>
        {subjects === undefined ? null : <ul className="approval-cards" tabIndex={0} aria-label={t('approval.list')}>{subjects.map((card) => <li key={card}>{card}</li>)}</ul>}
        <div className="reasons" role="group" aria-label={t('approval.reason')}>
          {usualReasons[right].map((each) => {
            const words = t(`approval.reasons.${each}`);
            return <button key={each} type="button" className="reason" aria-pressed={reason === words} onClick={() => setReason(words)}>{words}</button>;
          })}
        </div>
        <Field label={t('approval.reason')} value={reason} onChange={setReason} />
        <PersonFields person={person} />
        <Press kind="main" isSubmit isDisabled={!isReady}>{t('approval.give')}</Press>
      </form>
    </SideSheet>
  );
}
