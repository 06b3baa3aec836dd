import type { Readable } from 'node:stream';
import type { HttpHead } from './http-client.ts';

/** The part of a file that a till has not got yet. */
export interface SnapshotRest {
  /** The file's name as the centre gave it, with its quotes */
  etag: string;
  offset: number;
}

/** One answer of the centre: bytes of a snapshot's file (RFC 9110 §14). A file that is still being made has no length yet. */
export interface SnapshotPiece {
  /** Where its bytes belong; 0 where the centre begins anew */
  offset: number;
  /** Strong; without it the rest cannot be asked for */
  etag: string | undefined;
  /** Of the whole file, once it is known */
  totalBytes: number | undefined;
  /** Whether the file ends with this body, however long that is */
  isLast: boolean;
  /** Over the whole file, hexadecimal, where it is known */
  sha256: string | undefined;
  body: Readable;
}

/** What the head of an answer says of its piece; undefined where it is none: a captive portal answers 200 too. */
export function readSnapshotPiece(head: HttpHead, rest: SnapshotRest | undefined): Omit<SnapshotPiece, 'body'> | undefined {
  if (!/^application\/x-ndjson\b/.test(head.headers['content-type'] ?? '')) return undefined;
  const etag = /^"[^"]+"$/.exec(head.headers['etag'] ?? '')?.[0];
  const sha256 = readDigest(head.headers['repr-digest']);
  if (head.status === 200) return { offset: 0, etag, totalBytes: readCount(head.headers['content-length']), isLast: true, sha256 };
  if (head.status !== 206) return undefined;
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(?:(\d{1,15})|\*)$/.exec(head.headers['content-range'] ?? '');
  const offset = Number(range?.[1]);
  const isAsked = rest === undefined ? offset === 0 : offset === rest.offset && etag === rest.etag;
  return isAsked ? { offset, etag, totalBytes: readCount(range?.[3]), isLast: false, sha256 } : undefined;
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** RFC 9530: `sha-256=:…:` */
function readDigest(text: string | undefined): string | undefined {
  const base64 = /\bsha-256=:([A-Za-z0-9+/]{43}=):/.exec(text ?? '')?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}
