import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { identityWithoutSecrets } from '../../host/diagnostics/known-till.ts';
import { packArchive, type ArchivePart } from '../../host/diagnostics/pack-archive.ts';
import { readIdentity } from '../../host/home/identity.ts';
import { CliFailure } from '../cli-failure.ts';
import { homeOf, reachAgent, type HomeOptions, type ReachedAgent } from '../devices/reach-agent.ts';
import { askDoctor } from '../doctor/ask-doctor.ts';

export interface DiagnosticsOptions extends HomeOptions {
  out: string;
  json?: true;
}

/** `till diagnostics`: the archive of the running agent; where none runs, or nobody with the right is signed in, what this command can see by itself. */
export async function runDiagnostics(options: DiagnosticsOptions): Promise<void> {
  const agent = await reachAgent(options);
  const whole = agent === undefined ? undefined : await askArchive(agent);
  const content = whole ?? packArchive(await ownParts(options, agent));
  const out = resolve(options.out);
  write(out, content);
  const from = whole === undefined ? 'machine' : 'agent';
  if (options.json === true) process.stdout.write(`${JSON.stringify({ out, from, bytes: content.length })}\n`);
  else process.stdout.write(`✓ ${out} (${content.length} bytes)${whole === undefined ? whyNotWhole(agent) : ''}\n`);
}

function whyNotWhole(agent: ReachedAgent | undefined): string {
  return agent === undefined ? '\n! no agent of this home runs: its log is not in it' : '\n! the log is for who has the right diagnostics: TILL_OPERATOR_SESSION takes the session of one';
}

async function askArchive({ url, token }: ReachedAgent): Promise<Uint8Array | undefined> {
  const session = process.env['TILL_OPERATOR_SESSION'];
  const answer = await fetch(`${url}/v1/diagnostics/archive`, { headers: { authorization: `Bearer ${token}`, ...(session === undefined ? {} : { 'x-operator-session': session }) } });
  if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  await answer.body?.cancel();
  return undefined;
}

async function ownParts(options: HomeOptions, agent: ReachedAgent | undefined): Promise<ArchivePart[]> {
  const home = homeOf(options);
  const identity = readIdentity(join(home, 'identity.json'));
  const status = agent === undefined ? undefined : await (await fetch(`${agent.url}/v1/status`, { headers: { authorization: `Bearer ${agent.token}` } })).json() as unknown;
  return [
    ...(status === undefined ? [] : [['status.json', status] as const]),
    ['till.json', identity === undefined ? { enrolled: false } : identityWithoutSecrets(identity)],
    ['doctor.json', await askDoctor(home, agent?.url)],
  ];
}

/** Never over a file that is there. */
function write(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new CliFailure('cannot-write', `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, 1, { cause });
  }
}
