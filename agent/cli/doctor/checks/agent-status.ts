import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatusView } from '../../../contract/status.ts';
import { todoOfMode } from '../trouble-words.ts';
import type { Check, Finding } from '../check.ts';

export const agentStatus: Check = {
  name: 'agent',
  look: async ({ agentHome, agentUrl, home }) => {
    if (agentHome === undefined) return { state: 'skipped', detail: `no till has been set up in ${home}` };
    let answer: Response;
    try {
      const token = readFileSync(join(agentHome, 'api.token'), 'utf8').trim();
      answer = await fetch(`${agentUrl}/v1/status`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(3_000) });
    } catch {
      return { state: 'failed', detail: `no agent answers at ${agentUrl}`, todo: 'start it (npm start), or say where it is (--url)' };
    }
    if (answer.status === 401) return { state: 'failed', detail: `the agent at ${agentUrl} does not take this home's token: it is another till`, todo: 'say where this one is (--url), or name its home (--home)' };
    if (!answer.ok) return { state: 'failed', detail: `the agent at ${agentUrl} answers with ${answer.status}`, todo: 'look at its log' };
    return judge((await answer.json()) as StatusView);
  },
};

function judge(status: StatusView): Finding {
  const { journal, queue, clock } = status;
  const parked = queue.parked === 0 ? '' : `, ${queue.parked} parked`;
  const detail = `${status.mode} (${status.modeReason}), queue ${queue.length}${parked}, clock ${clock.quality}, journal ${journal.synchronous}/${journal.journalMode} at ${journal.headSeq}`;
  if (journal.synchronous !== 'full' || journal.journalMode !== 'wal') return { state: 'failed', detail, todo: 'the journal is not durable: stop selling with this till and call support' };
  if (status.bundle === undefined) return { state: 'failed', detail: `${detail}, no programme`, todo: 'let it reach its centre once' };
  if (clock.quality === 'suspect') return { state: 'warning', detail, todo: 'set the clock, and let the till reach its centre' };
  if (queue.parked > 0) return { state: 'warning', detail, todo: 'the centre has put operations aside: see GET /admin/v1/report there' };
  if (status.mode !== 'online') return { state: 'warning', detail, todo: todoOfMode(status.modeReason) };
  return { state: 'ok', detail };
}
