/** Where the shell finds its agent: one that it keeps running itself, or a service that somebody else does. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SupervisedChild, type SupervisionTiming } from './supervised-child.ts';

export interface AgentLink {
  /** Undefined while it is not known */
  url(): URL | undefined;
  /** The file with the token of its API */
  readonly tokenFile: string;
  /** What is wrong with it, as far as the shell knows: one sentence */
  trouble(): string | undefined;
  /** The machine woke up, or somebody waits: an agent that is down starts now, not at the end of its wait */
  wake(): void;
  /** Ends what the shell started. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** An agent that is a service of its own. */
export function attachedAgent({ agentUrl, tokenFile }: { agentUrl: URL; tokenFile: string }): AgentLink {
  return { url: () => agentUrl, tokenFile, trouble: () => undefined, wake: () => undefined, stop: async () => {} };
}

export interface KeptAgent {
  /** Folder of the release: `node`, the agent's program, the page, the data */
  releaseFolder: string;
  /** The till's own folder */
  home: string;
  port: number;
  /** Needed at the first start only; the enrolment code comes in the environment, as TILL_ENROL_CODE */
  centralUrl?: string;
  announce: (line: string) => void;
  timing?: Partial<SupervisionTiming>;
}

/** Starts the agent of the release and keeps it running. It answers at once: the page says that the agent is away until it is not. */
export function keptAgent({ releaseFolder, home, port, centralUrl, announce, timing }: KeptAgent): AgentLink {
  let url: URL | undefined;
  let trouble: string | undefined;
  const child = new SupervisedChild({
    name: 'agent',
    runs: { node: nodeOf(releaseFolder), program: join(releaseFolder, 'build', 'agent', 'till.mjs') },
    args: ['agent', '--home', home, '--port', String(port), ...(centralUrl === undefined ? [] : ['--central', centralUrl])],
    announce: (line) => {
      trouble = line;
      announce(line);
    },
    keepsTrying: true,
    ...(timing === undefined ? {} : { timing }),
  });
  const start = async (): Promise<void> => {
    url = new URL(await child.start());
    trouble = undefined;
  };
  void start();
  return { url: () => url, tokenFile: join(home, 'api.token'), trouble: () => (child.pid === undefined ? trouble : undefined), wake: () => child.hurry(), stop: async () => await child.stop() };
}

/** The Node that lies beside the shell. */
function nodeOf(releaseFolder: string): string {
  const named = ['node', 'node.exe'].map((name) => join(releaseFolder, 'node', name));
  return named.find((path) => existsSync(path)) ?? join(releaseFolder, 'node', 'node');
}
