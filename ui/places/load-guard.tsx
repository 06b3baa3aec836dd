import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BreakGuard } from '../components/break-guard.tsx';
import { Press } from '../components/press.tsx';
import { WithoutPlace } from './without-place.tsx';

/** A place's code and words come from the agent when it is opened: while nobody answers, the way back to the sale must stay. It stays too where an answer was none that the place could draw. */
export function LoadGuard({ children }: Readonly<{ children: ReactNode }>) {
  return <BreakGuard renderBroken={(error, again) => (isMissing(error) ? <WithoutPlace /> : <BrokenPlace onAgain={again} />)}>{children}</BreakGuard>;
}

/** Chromium's words for a file of code that did not come, and the page's own for words that did not. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|preload CSS|there are no words/.test(error.message);
}

function BrokenPlace({ onAgain }: Readonly<{ onAgain: () => void }>) {
  const { t } = useTranslation();
  return (
    <div className="answer-failed" role="alert">
      <p>{t('notice.garbage')}</p>
      <Press icon="undo" onPress={onAgain}>{t('answer.again')}</Press>
    </div>
  );
}
