import { createHttpClient } from '../../../../sync/engine/http-client.ts';
import { faultOf } from '../../../../sync/engine/read-answer.ts';
import { SyncFault } from '../../../../sync/engine/sync-fault.ts';
import { troubleWords } from '../trouble-words.ts';
import type { Check, Finding } from '../check.ts';

const timeoutMs = 3_000;

/** Without a till's token the right answer is a refusal, in the words of a centre. */
export const centralReachable: Check = {
  name: 'central',
  look: async ({ centralUrl, centralPin }) => {
    if (centralUrl === undefined) return { state: 'skipped', detail: 'no central is known' };
    const http = createHttpClient({ centralUrl, connectTimeoutMs: timeoutMs, ...(centralPin === undefined ? {} : { pin: centralPin }) });
    try {
      const answer = await http.call({ method: 'GET', path: '/till/v1/ping', timeoutMs, signal: new AbortController().signal });
      const fault = faultOf(answer, answer.text);
      return fault.kind === 'failing' ? warning(centralUrl, fault) : { state: 'ok', detail: `answers at ${centralUrl}` };
    } catch (fault) {
      if (fault instanceof SyncFault) return warning(centralUrl, fault);
      throw fault;
    } finally {
      http.close();
    }
  },
};

function warning(centralUrl: string, fault: SyncFault): Finding {
  const { seen, todo } = troubleWords[fault.trouble];
  return { state: 'warning', detail: `${centralUrl}: ${seen} (${fault.message})`, todo: `${todo}; the till sells on meanwhile` };
}
