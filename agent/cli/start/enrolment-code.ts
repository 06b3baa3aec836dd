import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliFailure } from '../cli-failure.ts';

/**
 * Asks the central for a one-time code with which the demo's till enrols.
 *
 * @param central where it answers, and its home, where the admin token lies
 */
export async function makeEnrolmentCode(central: { url: string; home: string }, till: { tillId: string; tillName: string; storeId: string }): Promise<string> {
  const token = readFileSync(join(central.home, 'admin.token'), 'utf8').trim();
  const answer = await fetch(`${central.url}/admin/v1/enrolment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(till),
    signal: AbortSignal.timeout(10_000),
  });
  const body = (await answer.json()) as { code?: string; detail?: string };
  if (!answer.ok || body.code === undefined) throw new CliFailure('enrolment-failed', `the central made no enrolment code: ${body.detail ?? `it answered ${answer.status}`}`, 1);
  return body.code;
}
