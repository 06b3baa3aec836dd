import { CliFailure } from '../cli-failure.ts';
import { postmanCollection, type OpenApi } from '../../contract/postman.ts';

/** `till api postman`: the calls of a running agent as a Postman collection. Exit code 1 where it cannot be asked. */
export async function runPostman({ url }: { url: string }): Promise<void> {
  const answer = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(5_000) }).catch((cause: unknown) => {
    throw new CliFailure('agent-away', `no agent answers at ${url}`, 1, { cause });
  });
  if (!answer.ok) throw new CliFailure('agent-refused', `the agent at ${url} answers with ${answer.status}`, 1);
  process.stdout.write(`${JSON.stringify(postmanCollection((await answer.json()) as OpenApi, url), undefined, 2)}\n`);
}
