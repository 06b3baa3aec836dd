import type { Deed } from './use-deed.ts';
import { useCardWords } from './use-card-words.ts';

/** What became of the last press: refused and why, or waiting for the agent. Parts of a form that are blamed say it themselves. */
export function DeedNote({ deed, saidAt = [] }: Readonly<{ deed: Deed; saidAt?: readonly string[] }>) {
  const { c, say } = useCardWords();
  if (deed.isWaiting) return <p className="cards-note cards-note-calm" role="status">{c('waiting')}</p>;
  const { failure } = deed;
  if (failure === undefined) return null;
  const path = failure.kind === 'problem' ? failure.problem.path : undefined;
  if (path !== undefined && saidAt.includes(path)) return null;
  return <p className="cards-note cards-note-wrong" role="alert">{say(failure)}</p>;
}
