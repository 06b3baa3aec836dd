import { lazy, Suspense, useState } from 'react';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { useSheetKeys } from './use-sheet-keys.ts';
import { useLock } from './use-lock.ts';

const ApprovalSheet = lazy(async () => ({ default: (await import('./approval-sheet.tsx')).ApprovalSheet }));
const SignInSheet = lazy(async () => ({ default: (await import('./sign-in-sheet.tsx')).SignInSheet }));
const SettingsSheet = lazy(async () => ({ default: (await import('./settings-sheet.tsx')).SettingsSheet }));

/** Nobody pressed anything: the programme wants somebody before the first good. */
const lockedAtFirst = { why: 'required', answer: () => undefined } as const;

/** Over whatever is open: who is asked for at this screen just now, and how the screen is set up. */
export function PersonSheets() {
  const { approvals, session } = useTill();
  const approval = useSubject(approvals.wanted$);
  const asked = useSubject(session.wanted$);
  const lock = useLock();
  const [isSettingUp, setSettingUp] = useState(false);
  const wanted = asked ?? (lock === 'shut' ? lockedAtFirst : undefined);
  function closeTop(): void {
    if (isSettingUp) setSettingUp(false);
    else if (wanted !== undefined) wanted.answer(false);
    else approval?.answer(undefined);
  }
  const isOpen = isSettingUp || wanted !== undefined || approval !== undefined;
  useSheetKeys({ isLocked: lock !== 'open', onEscape: isOpen && (isSettingUp || lock === 'open') ? closeTop : undefined });
  if (!isOpen) return null;
  return (
    <>
      {lock !== 'open' ? <div className="person-veil" /> : null}
      <div className="person-sheet">
        <Suspense>
          {approval === undefined ? null : <div hidden={isSettingUp || wanted !== undefined}><ApprovalSheet wanted={approval} /></div>}
          {wanted === undefined ? null : <div hidden={isSettingUp}><SignInSheet wanted={wanted} lock={lock} onSettings={() => setSettingUp(true)} /></div>}
          {isSettingUp ? <SettingsSheet onClose={() => setSettingUp(false)} /> : null}
        </Suspense>
      </div>
    </>
  );
}
