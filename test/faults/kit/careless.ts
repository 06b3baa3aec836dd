import Database from 'better-sqlite3';

export type Synchronous = 'FULL' | 'NORMAL' | 'OFF';

/**
 * Turns every `synchronous=FULL` that this process asks SQLite for into something weaker: a journal that forgot to sync. It is done from outside,
 * so that the product needs no switch that somebody could leave on.
 */
export function weakenSync(level: Synchronous): void {
  if (level === 'FULL') return;
  const { prototype } = Database as unknown as { prototype: Database.Database };
  const ask: (source: string, options?: Database.PragmaOptions) => unknown = Reflect.get(prototype, 'pragma');
  prototype.pragma = function weakened(this: Database.Database, source: string, options?: Database.PragmaOptions): unknown {
    return ask.call(this, source.replace(/^synchronous *= *FULL$/i, `synchronous = ${level}`), options);
  };
}
