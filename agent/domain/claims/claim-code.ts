/** The signed code on the slip of a sale without a customer (docs/claims.md). */
import { CodeMalformed, createWriter } from '../returns/slip/bytes.ts';
import { readSigned, signCode, type CodeKind, type CodeTools, type SignedRead } from '../returns/slip/signed-code.ts';
import { dayAfter, dayFrom, readHead, readPoints, writeHead, writePoints, type SlipHead } from '../returns/slip/slip-content.ts';
import type { SaleCommitted } from '../operations/operation.ts';
import type { DatedPoints } from './sale-claim.ts';

/** How a code for points that nobody was named for begins. */
export const claimCodePrefix = 'LC1.';
const kind: CodeKind = { prefix: claimCodePrefix, purpose: 'claim-code' };
const onlyForm = 1;

/** What the code says of its sale. */
export interface SlipClaim {
  readonly points: number;
  /** The last day on which it is taken */
  readonly until: string;
  readonly accruals: readonly DatedPoints[];
}

export interface ReadClaimCode extends Omit<SignedRead<unknown>, 'content'> {
  readonly head: SlipHead;
  readonly claim: SlipClaim;
}

type ClaimableSale = Pick<SaleCommitted, 'programmeId' | 'saleId' | 'time'> & { readonly claim: NonNullable<SaleCommitted['claim']> };

export function makeClaimCode({ programmeId, saleId, time: { instantMs, localDate }, claim }: ClaimableSale, tools: Pick<CodeTools, 'certificate' | 'sign'>): string {
  const writer = createWriter();
  writeHead(writer, { programmeId, saleId, atSeconds: Math.floor(instantMs / 1000), localDate });
  writer.number(claim.points);
  writer.number(dayFrom(localDate, claim.until));
  writePoints(writer, localDate, claim.accruals ?? []);
  return signCode(kind, tools, onlyForm, writer.done());
}

/** What a code says; whether it may be believed is another question (`judge-code.ts`). Undefined for what is no claim code of this version. */
export function readClaimCode(code: string): ReadClaimCode | undefined {
  const read = readSigned(kind, code, (reader, form): Pick<ReadClaimCode, 'head' | 'claim'> => {
    if (form !== onlyForm) throw new CodeMalformed('the form is not known');
    const head = readHead(reader);
    if (head.accountId !== undefined) throw new CodeMalformed('a sale of somebody has no claim');
    const [points, until] = [reader.number(), dayAfter(head.localDate, reader.number())];
    const accruals = readPoints(reader, head.localDate);
    if (accruals.reduce((sum, part) => sum + part.points, 0) > points) throw new CodeMalformed('its parts are more than the whole');
    return { head, claim: { points, until, accruals } };
  });
  return read === undefined ? undefined : { certificate: read.certificate, text: read.text, signature: read.signature, ...read.content };
}
