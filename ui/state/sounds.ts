import { distinctUntilChanged, filter, map, merge, pairwise, Subject } from 'rxjs';
import type { Speaker } from '../sounds/speaker.ts';
import type { Signal } from '../sounds/tones.ts';
import type { LinkStore } from './link.ts';
import type { Notice, Notices } from './notices.ts';
import type { ScanDesk } from './scan-desk.ts';
import type { Settings } from './settings.ts';

/** What the till says without words, as a sound and as a flash. */
export interface Sounds {
  /** Each signal, heard or not: the screen flashes with it */
  readonly signals$: Subject<Signal>;
  play(signal: Signal): void;
}

/** In the same turn as what it is about: a scan is heard before it is seen. */
export function createSounds({ speaker, settings, scans, notices, link }: { speaker: Speaker; settings: Settings; scans: Pick<ScanDesk, 'accepted$'>; notices: Pick<Notices, 'notice$'>; link: Pick<LinkStore, 'link$'> }): Sounds {
  const signals$ = new Subject<Signal>();
  function play(signal: Signal): void {
    const { isOn, volumePercent } = settings.settings$.value.sound;
    if (isOn) speaker.play(signal, volumePercent);
    signals$.next(signal);
  }
  const ofScans$ = scans.accepted$.pipe(filter(({ thing }) => thing.kind !== 'unknown'), map((): Signal => 'found'));
  const ofNotices$ = notices.notice$.pipe(filter((notice) => notice !== undefined && refusals.has(notice.kind)), map((): Signal => 'refused'));
  const modes$ = link.link$.pipe(map(({ state, status }) => (state === 'up' ? status?.mode : undefined)), filter((mode) => mode !== undefined), distinctUntilChanged(), pairwise());
  const ofLink$ = modes$.pipe(filter(([, mode]) => mode === 'offline'), map((): Signal => 'offline'));
  merge(ofScans$, ofNotices$, ofLink$).subscribe(play);
  return { signals$, play };
}

/** What the cashier did was not taken: a look at the screen says why. */
const refusals: ReadonlySet<Notice['kind']> = new Set(['failure', 'unknown-code', 'coupon-twice', 'mark-twice', 'nothing-found', 'scan-unsent']);
