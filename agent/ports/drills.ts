import type { Actor } from '../domain/operators/actor.ts';

/** An outage that is rehearsed at this till. */
export interface Drill {
  drillId: string;
  minutes: number;
  fromMs: number;
  /** The last operation before it */
  fromSeq: number;
  untilMs: number;
  /** The centre was really out of reach at some moment of it */
  realOutage: boolean;
  by?: Actor;
}

export interface Drills {
  running(): Drill | undefined;
  /** The till behaves as if the centre were away, over a restart too, until the time is over or somebody ends it. Throws where one is running. */
  begin(minutes: number, by: Actor | undefined): Drill;
  /** Ends it and journals it. Without one it does nothing. */
  end(): void;
}
