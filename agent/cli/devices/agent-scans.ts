import { CliFailure } from '../cli-failure.ts';
import type { ScanView } from '../../contract/scan.ts';
import type { ReachedAgent } from './reach-agent.ts';

/** The scans of an agent's own devices as they come, until the signal or the agent ends it. Throws `CliFailure` `agent-gone`. */
export async function* agentScans({ url, token }: ReachedAgent, signal: AbortSignal): AsyncGenerator<ScanView> {
  try {
    const answer = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${token}` }, signal });
    if (!answer.ok || answer.body === null) throw new CliFailure('agent-gone', `the agent at ${url} does not tell its events (${answer.status})`, 1);
    let rest = '';
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const blocks = `${rest}${text}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const scan = scanIn(block);
        if (scan?.deviceId !== undefined) yield scan;
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof CliFailure ? error : new CliFailure('agent-gone', `the agent at ${url} is gone`, 1, { cause: error });
  }
  if (!signal.aborted) throw new CliFailure('agent-gone', `the agent at ${url} has stopped`, 1);
}

function scanIn(block: string): ScanView | undefined {
  const lines = block.split('\n');
  if (!lines.includes('event: scan')) return undefined;
  const data = lines.find((line) => line.startsWith('data: '));
  return data === undefined ? undefined : (JSON.parse(data.slice('data: '.length)) as ScanView);
}
