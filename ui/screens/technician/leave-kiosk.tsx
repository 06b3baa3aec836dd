import { useTranslation } from 'react-i18next';
import type { TillShell } from '../../../agent/contract/shell.ts';
import { Press } from '../../components/press.tsx';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';

/** In the desktop shell a technician without a keyboard gets out of the kiosk here; the shell asks for a name and a PIN itself. A browser has no such shell. */
export function LeaveKiosk() {
  const { t } = useTranslation('technician');
  const signedIn = useSubject(useTill().session.session$);
  const { tillShell } = window as Window & { tillShell?: TillShell };
  if (tillShell === undefined || signedIn?.rights.includes('diagnostics') !== true) return null;
  return <div><Press icon="lock" onPress={() => tillShell.askToLeave()}>{t('leaveKiosk')}</Press></div>;
}
