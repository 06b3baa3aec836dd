import type { LimitWarning } from '../../contract/limits.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { LimitHit } from '../../domain/operators/risk.ts';

/** What the cashier is told: nothing of what is only flagged. Absent where there is nothing to tell. */
export function limitWarnings(compiled: CompiledBundle | undefined, hits: readonly LimitHit[] = []): { warnings?: LimitWarning[] } {
  const told = hits.filter(({ level }) => level !== 'flag');
  if (told.length === 0) return {};
  const names = new Map(compiled?.bundle.limits?.map(({ id, name }) => [id, name]));
  return { warnings: told.map(({ limitId, kind }) => ({ limitId, kind, name: names.get(limitId) ?? { ru: limitId } })) };
}
