import { ApiKeyRequest, listApiKeys, makeApiKey, revokeApiKey, type ApiKeyOverview, type ApiScope } from '../../../sync/central/web/api-keys.ts';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure } from '../cli-failure.ts';
import { asCliFailure } from './as-cli-failure.ts';
import { tellResult } from './tell-result.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface KeysOptions extends CentralChoice {
  json?: true;
}
export interface MakeKeyOptions extends KeysOptions {
  name: string;
  scope: ApiScope;
  channel?: string;
  store?: string;
}

const readRequest = compileValidator(ApiKeyRequest);

export async function runKeysList({ json, ...choice }: KeysOptions): Promise<void> {
  const keys = await withCentralDatabase(choice, async (db) => await listApiKeys(db));
  tellResult(json, { keys }, keys.length === 0 ? ['there are no API keys'] : keys.map(lineOf));
}

/** Exit code 1 where the centre refuses: a channel of another store. */
export async function runKeyCreate({ json, name, scope, channel, store, ...choice }: MakeKeyOptions): Promise<void> {
  if ((scope === 'web-shop') !== (channel !== undefined && store !== undefined)) {
    throw new CliFailure('bad-request', 'A web shop needs --channel and --store; a partner has neither.', 2);
  }
  const asked = readRequest({ name, scope, ...(channel === undefined ? {} : { channelId: channel }), ...(store === undefined ? {} : { storeId: store }) });
  if (!asked.ok) throw new CliFailure('bad-request', `${asked.invalid.path}: ${asked.invalid.detail}`, 2);
  const made = await withCentralDatabase(choice, async (db, library) => await asCliFailure(async () => await makeApiKey(db, library, asked.value, Date.now())));
  tellResult(json, made, [`✓ ${made.keyId} is a key of ${name} (${scope})`, `  ${made.key}`, '  it is told this once']);
}

export async function runKeyRevoke(keyId: string, { json, ...choice }: KeysOptions): Promise<void> {
  const revokedAtMs = await withCentralDatabase(choice, async (db) => await asCliFailure(async () => await revokeApiKey(db, keyId, Date.now())));
  tellResult(json, { keyId, revokedAtMs }, [`✓ ${keyId} is good for nothing since ${instant(revokedAtMs)}`]);
}

function lineOf({ keyId, name, scope, channelId, storeId, madeAtMs, revokedAtMs }: ApiKeyOverview): string {
  const place = channelId === undefined ? '' : `, channel ${channelId} of ${storeId ?? 'no store'}`;
  return `${keyId}  ${name}, ${scope}${place}, made ${instant(madeAtMs)}${revokedAtMs === undefined ? '' : `, revoked ${instant(revokedAtMs)}`}`;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
