import type { FlagScope } from '../bundle/bundle.ts';
import type { SaleFacts } from './sale-facts.ts';

/** What a scope asks about */
type Where = Pick<SaleFacts, 'region' | 'storeId' | 'tillId' | 'agentVersion'>;

/** A flag is on where one of its scopes fits, and a scope fits where all that it names does. What the sale does not tell fits nothing. */
export function compileFlag(scopes: readonly FlagScope[]): (sale: Where) => boolean {
  return (sale) => scopes.some((scope) => fits(scope, sale));
}

function fits({ regions, storeIds, tillIds, agentFrom, agentBelow }: FlagScope, { region, storeId, tillId, agentVersion }: Where): boolean {
  if (regions !== undefined && (region === undefined || !regions.includes(region))) return false;
  if (storeIds !== undefined && !storeIds.includes(storeId)) return false;
  if (tillIds !== undefined && (tillId === undefined || !tillIds.includes(tillId))) return false;
  if (agentFrom === undefined && agentBelow === undefined) return true;
  const version = agentVersion === undefined ? undefined : versionParts(agentVersion);
  if (version === undefined) return false;
  return (agentFrom === undefined || compareVersions(version, versionParts(agentFrom) ?? []) >= 0) && (agentBelow === undefined || compareVersions(version, versionParts(agentBelow) ?? []) < 0);
}

/** `[1, 4, 0]` of `1.4.0` and of `1.4.0-beta.2`: a pilot version has what its release will have. */
function versionParts(version: string): number[] | undefined {
  const match = /^([0-9]+)\.([0-9]+)\.([0-9]+)/.exec(version);
  return match === null ? undefined : match.slice(1).map(Number);
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
