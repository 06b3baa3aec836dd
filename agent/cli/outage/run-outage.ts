import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutageReport, OutageView } from '../../contract/desk.ts';
import { CliFailure } from '../cli-failure.ts';

export interface OutageOptions {
  home: string;
  url: string;
  from?: string;
  to?: string;
  json?: true;
}

/** `till outage`: asks the running agent, and prints its report. Exit code 1 where the agent cannot be asked. */
export async function runOutage({ home, url, from, to, json }: OutageOptions): Promise<void> {
  const query = new URLSearchParams({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  const report = await ask(`${url}/v1/reports/outage?${query.toString()}`, tokenOf(home));
  const lines = report.outages.length === 0 ? ['✓ no outage in this time'] : report.outages.flatMap(inWords);
  process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`);
}

function tokenOf(home: string): string {
  try {
    return readFileSync(join(home, 'api.token'), 'utf8').trim();
  } catch (cause) {
    throw new CliFailure('home-has-no-token', `${home} is no home of an agent: there is no api.token in it`, 1, { cause });
  }
}

async function ask(address: string, token: string): Promise<OutageReport> {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(15_000) }).catch((cause: unknown) => {
    throw new CliFailure('agent-away', `no agent answers at ${new URL(address).origin}`, 1, { cause });
  });
  const body = (await answer.json()) as OutageReport & { code?: string; detail?: string };
  if (!answer.ok) throw new CliFailure(body.code ?? 'agent-refused', body.detail ?? `the agent answers with ${answer.status}`, 1);
  return body;
}

function inWords({ kind, reason, fromMs, toMs, sales, returns, pointsEarned, pointsUnconfirmed, spent, moneyAtRiskMinor, parked, variances, drainMs }: OutageView): string[] {
  const ended = toMs === undefined ? 'now' : new Date(toMs).toISOString();
  return [
    `${kind === 'drill' ? 'drill' : `outage (${reason})`}: ${new Date(fromMs).toISOString()} – ${ended}${drainMs === undefined ? '' : `, all sent ${drainMs} ms later`}`,
    `  sales ${sales.count} (${sales.payableMinor} minor), returns ${returns.count} (${returns.refundMinor} minor)`,
    `  points earned ${pointsEarned}, of which ${pointsUnconfirmed} are not confirmed; spent by allowance ${spent.allowancePoints}, by risk ${spent.riskPoints} (${moneyAtRiskMinor} minor at risk)`,
    `  parked ${parked}${(variances ?? []).map((one) => `, ${one.kind} ${one.count}`).join('')}`,
  ];
}
