import { createHmac } from 'node:crypto';
import type { RootKey } from '../home/root-key.ts';

const purpose = 'loyalty-till verification codes v1';

/**
 * The code of a verification. It is made of the verification's id by a key that comes from the root key, so that it lies nowhere: neither the database nor a backup
 * of it says any code, and every process of the centre can send and check it. A rotation of the root key ends the codes that are on their way.
 */
export function verificationCode(rootKey: Pick<RootKey, 'derive'>, verificationId: string, digits: number): string {
  const bytes = createHmac('sha256', rootKey.derive(purpose)).update(verificationId, 'utf8').digest();
  return String(bytes.readBigUInt64BE() % 10n ** BigInt(digits)).padStart(digits, '0');
}
