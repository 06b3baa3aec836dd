import { useHotkeys } from '../../components/use-hotkeys.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';

/** Esc leads one step back; a second person who is asked for something on top is answered first. */
export function useEscape(back: () => void): void {
  const wanted = useSubject(useTill().approvals.wanted$);
  useHotkeys({ Escape: wanted === undefined ? back : undefined });
}
