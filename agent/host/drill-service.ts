import { figuresOf, recordedFigures } from '../usecases/desk/figures.ts';
import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { Drill, Drills } from '../ports/drills.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import type { Meta } from '../ports/meta.ts';
import type { Outages } from '../ports/outages.ts';
import type { Till } from '../usecases/till.ts';

/** No drill is longer: it must not outlast a shift that forgot it. */
export const maxDrillMinutes = 240;
const metaKey = 'drill';
const minuteMs = 60_000;
/** A clock that is set meanwhile ends it no later than this after its time */
const lookEveryMs = 1_000;

export interface DrillServiceOptions {
  readonly till: Pick<Till, 'tillId' | 'storeId' | 'ids' | 'journal' | 'activeBundle'> & { readonly clock: Clock };
  readonly meta: Meta;
  readonly reader: Pick<JournalReader, 'span' | 'byId'>;
  readonly outages: Outages;
  /** The way to the centre, which a drill shuts */
  readonly gate: { beginDrill(): void; endDrill(): void };
  readonly onChange: () => void;
  readonly log: Logger;
}

export interface DrillService extends Drills {
  /** A drill that was running when the agent stopped goes on, or ends now. Before the engine starts. */
  resume(): void;
  noteRealOutage(): void;
  close(): void;
}

/** What a drill is stands in the journal's meta, so that a restart goes on with it; when it ends, `drill-held` is appended under its own id, once. */
export function createDrillService(options: DrillServiceOptions): DrillService {
  const { till, meta, reader, outages, gate, log } = options;
  const stored = meta.get(metaKey) ?? '';
  let running: Drill | undefined = stored === '' ? undefined : (JSON.parse(stored) as Drill);
  let timer: NodeJS.Timeout | undefined;

  const keep = (drill: Drill | undefined): void => {
    meta.set(metaKey, drill === undefined ? '' : JSON.stringify(drill));
    running = drill;
  };
  const finish = (endedBy: 'time' | 'person'): void => {
    if (running === undefined) return;
    const now = till.clock.now();
    const toMs = endedBy === 'time' ? Math.min(now.atMs, running.untilMs) : now.atMs;
    journalHeld(running, Math.max(toMs, running.fromMs), endedBy);
    outages.end('drill', Math.max(toMs, running.fromMs), till.journal.head().seq);
    keep(undefined);
    clearInterval(timer);
    gate.endDrill();
    options.onChange();
  };
  const journalHeld = (drill: Drill, toMs: number, endedBy: 'time' | 'person'): void => {
    const compiled = till.activeBundle();
    // without a programme none is begun; one that was journalled before the agent was killed is not journalled again
    if (compiled === undefined || reader.byId(drill.drillId) !== undefined) return;
    const now = till.clock.now();
    const figures = figuresOf(reader.span(drill.fromSeq + 1, till.journal.head().seq));
    till.journal.append([{
      kind: 'drill-held', schema: 1, opId: drill.drillId,
      payload: {
        programmeId: compiled.bundle.programmeId, storeId: till.storeId, tillId: till.tillId,
        ...(drill.by === undefined ? {} : { by: drill.by }),
        time: till.clock.businessTime(now.atMs, compiled.bundle.timeZone),
        drillId: drill.drillId, minutes: drill.minutes, fromMs: drill.fromMs, toMs, endedBy,
        ...(drill.realOutage ? { realOutage: true as const } : {}),
        figures: recordedFigures(figures), spent: figures.spent, effects: [],
      },
    }], now, {});
  };
  const look = (): void => {
    try {
      if (running !== undefined && till.clock.now().atMs >= running.untilMs) finish('time');
    } catch (err) {
      log.error({ err }, 'the end of the drill could not be written: it is tried again');
    }
  };
  const watch = (): void => {
    clearInterval(timer);
    timer = setInterval(look, lookEveryMs);
    timer.unref();
  };
  return {
    running: () => running,
    begin: (minutes, by) => {
      if (running !== undefined) throw new Error('a drill is running');
      const { atMs: fromMs } = till.clock.now();
      const drill: Drill = { drillId: till.ids.next(), minutes, fromMs, fromSeq: till.journal.head().seq, untilMs: fromMs + minutes * minuteMs, realOutage: false, ...(by === undefined ? {} : { by }) };
      keep(drill);
      outages.begin({ kind: 'drill', reason: 'drill', fromMs, fromSeq: drill.fromSeq });
      gate.beginDrill();
      watch();
      log.warn({ minutes, untilMs: drill.untilMs }, 'an outage is rehearsed: the centre is out of reach for this till until the drill ends');
      options.onChange();
      return drill;
    },
    end: () => finish('person'),
    resume: () => {
      if (running === undefined) return;
      gate.beginDrill();
      watch();
      look();
    },
    noteRealOutage: () => {
      if (running !== undefined && !running.realOutage) keep({ ...running, realOutage: true });
    },
    close: () => clearInterval(timer),
  };
}
