import type { KillPoint, PlannedEvent } from './planned-event.ts';
import type { Random } from './random.ts';

/** Commits come twice: they are what a kill could hurt most. */
const salePhases: readonly KillPoint['phase'][] = ['before-put', 'after-put', 'during-redemption', 'during-commit', 'during-commit', 'after-commit'];
const anonymousPhases = salePhases.filter((phase) => phase !== 'during-redemption');
const returnPhases: readonly KillPoint['phase'][] = ['before-put', 'after-put', 'during-commit', 'during-commit', 'after-commit'];
/** A commit takes a few milliseconds: within these a kill hits it before, in the middle of, and after its transaction. */
const longestCommitDelayMs = 3;
/** A redemption asks the centre: within these a kill hits it before it asked, while it waits, and after it was told. */
const longestRedemptionDelayMs = 25;

/** Gives `kills` different events a kill each. There must be as many events. Phases come in turn, so that a few kills do not all fall on one. */
export function assignKills(tills: readonly (readonly PlannedEvent[])[], kills: number, random: Random): PlannedEvent[][] {
  const events = tills.flat();
  if (kills > events.length) throw new RangeError(`${kills} kills do not fit into ${events.length} sales and returns`);
  const chosen = new Map<PlannedEvent, KillPoint>();
  const turn = random.between(0, salePhases.length - 1);
  for (const [place, event] of random.shuffle(events).slice(0, kills).entries()) {
    const phases = event.kind === 'return' ? returnPhases : event.customer === undefined ? anonymousPhases : salePhases;
    const phase = phases[(turn + place) % phases.length] ?? 'during-commit';
    chosen.set(event, { phase, delayMs: random.next() * (phase === 'during-redemption' ? longestRedemptionDelayMs : longestCommitDelayMs) });
  }
  return tills.map((till) => till.map((event) => withKill(event, chosen.get(event))));
}

function withKill(event: PlannedEvent, kill: KillPoint | undefined): PlannedEvent {
  if (kill === undefined) return event;
  // Without points being asked for, nothing could be killed in the middle of that.
  return event.kind === 'sale' && kill.phase === 'during-redemption' ? { ...event, kill, redeemRoll: 0 } : { ...event, kill };
}
