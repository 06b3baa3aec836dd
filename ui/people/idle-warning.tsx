import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../agent/contract/operators.ts';
import { failureOf } from '../client/api-failure.ts';
import { minutesAndSeconds } from '../format/minutes-and-seconds.ts';
import { idlePhase } from '../state/idle-phase.ts';
import { useTill } from '../state/till-context.ts';
import { useNow } from '../state/use-now.ts';

/**
 * A minute before whoever does nothing is signed out, the screen says so; any key or touch keeps them in. The page
 * knows the end only from the session as it was read, and every call moves it: so it is read again before anything is said.
 */
export function IdleWarning({ session: { expiresAtMs } }: Readonly<{ session: SessionView }>) {
  const { t } = useTranslation();
  const { session, link } = useTill();
  const [readFor, setReadFor] = useState<string>();
  useNow(1000);
  const phase = idlePhase(expiresAtMs, link.nowMs());
  const stage = `${phase.kind} ${expiresAtMs}`;
  const isCalm = phase.kind === 'calm';
  useEffect(() => {
    if (isCalm) return;
    // Where it has ended the agent says so, and the page asks who is there.
    void session.refresh().catch((error: unknown) => failureOf(error)).then(() => setReadFor(stage));
  }, [isCalm, stage, session]);
  useEffect(() => {
    if (phase.kind !== 'warning') return undefined;
    const keep = () => void session.keep().catch((error: unknown) => failureOf(error));
    window.addEventListener('pointerdown', keep, { once: true });
    window.addEventListener('keydown', keep, { once: true });
    return () => {
      window.removeEventListener('pointerdown', keep);
      window.removeEventListener('keydown', keep);
    };
  }, [phase.kind, session]);
  if (phase.kind !== 'warning' || readFor !== stage) return null;
  return <p className="idle-warning" role="alert">{t('who.idle', { time: minutesAndSeconds(phase.leftMs) })}</p>;
}
