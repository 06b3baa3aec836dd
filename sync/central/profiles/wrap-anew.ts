import { recordset, type Queryable } from '../database/database.ts';
import { unwrapText, wrapText } from './wrapped-text.ts';

/** Sealing keys and keys of telephone hashes go over to the next root key, in the transaction that puts it in force: whoever opens a blob has the old key before it and the new one after it. */
export async function wrapSealingKeysAnew(tx: Queryable, before: Buffer, after: Buffer): Promise<void> {
  // as a rotation of sealing keys: none is made meanwhile under the old key
  const rows = await tx.query<{ key_id: string; private_key: string }>('SELECT key_id, private_key FROM sealing_key ORDER BY key_id FOR UPDATE');
  await wrapPhoneKeysAnew(tx, before, after);
  if (rows.length === 0) return;
  await tx.query(
    'UPDATE sealing_key k SET private_key = r.wrapped FROM jsonb_to_recordset($1::jsonb) AS r("keyId" text, wrapped text) WHERE k.key_id = r."keyId"',
    recordset(rows.map(({ key_id: keyId, private_key: wrapped }) => ({ keyId, wrapped: wrapText(after, unwrapText(before, wrapped)) }))),
  );
}

async function wrapPhoneKeysAnew(tx: Queryable, before: Buffer, after: Buffer): Promise<void> {
  const rows = await tx.query<{ key_id: string; secret: string }>('SELECT key_id, secret FROM phone_key ORDER BY key_id FOR UPDATE');
  if (rows.length === 0) return;
  await tx.query(
    'UPDATE phone_key k SET secret = r.wrapped FROM jsonb_to_recordset($1::jsonb) AS r("keyId" text, wrapped text) WHERE k.key_id = r."keyId"',
    recordset(rows.map(({ key_id: keyId, secret }) => ({ keyId, wrapped: wrapText(after, unwrapText(before, secret)) }))),
  );
}
