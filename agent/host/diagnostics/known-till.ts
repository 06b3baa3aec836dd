import type { TillIdentity } from '../home/identity.ts';

/** What an archive says of the enrolment: no token, and no password in the address of the centre. */
export function identityWithoutSecrets({ tillId, tillName, storeId, centralUrl, centralPin, keyId }: TillIdentity): Record<string, unknown> {
  return { tillId, tillName, storeId, keyId, centralUrl: withoutPassword(centralUrl), isPinned: centralPin !== undefined };
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'no address';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.search = '';
  return url.href;
}
