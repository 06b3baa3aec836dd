import { useMemo } from 'react';
import { createDeskClient, type DeskClient } from '../../client/desk-client.ts';
import { storeTime } from '../../format/store-time.ts';
import { useTill } from '../../state/till-context.ts';
import { useSubject } from '../../state/use-subject.ts';
import { useWords } from '../../words/use-words.ts';

export interface Desk {
  client: DeskClient;
  /** Another one for each person who is signed in: what was asked for somebody else is asked anew */
  who: string | undefined;
  /** "22.11.2026 14:05" on the store's clock */
  time: (atMs: number) => string;
  clock: (atMs: number) => string;
  /** "2026-11-22" on the store's calendar */
  day: (atMs: number) => string;
}

/** What every part of the manager's place needs. */
export function useDesk(): Desk {
  const { send, session, link } = useTill();
  const { formats } = useWords();
  const client = useMemo(() => createDeskClient(send), [send]);
  const who = useSubject(session.session$)?.user.userId;
  const timeZone = useSubject(link.link$).status?.programme?.timeZone;
  return {
    client, who,
    day: (atMs) => storeTime(atMs, timeZone).date,
    clock: (atMs) => storeTime(atMs, timeZone).clock,
    time: (atMs) => {
      const { date, clock } = storeTime(atMs, timeZone);
      return `${formats.day(date)} ${clock}`;
    },
  };
}
