import { isAbsolute } from 'node:path';

/** What the shell is told on its command line. */
export interface ShellOptions {
  /** The agent's local API: plain http on a loopback name */
  agentUrl: URL;
  /** The file with the API's token */
  tokenFile: string;
  /** The built page; by default it lies beside the shell */
  pageFolder?: string;
}

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Reads `--agent-url=`, `--token-file=` and `--page-folder=` among Chromium's own switches. Answers one sentence where something is wrong. */
export function readShellOptions(args: readonly string[]): { ok: true; options: ShellOptions } | { ok: false; reason: string } {
  const valueOf = (name: string) => args.findLast((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const agentUrl = parseUrl(valueOf('agent-url'));
  const tokenFile = valueOf('token-file');
  const pageFolder = valueOf('page-folder');
  // The token must not leave this machine.
  if (agentUrl === null || agentUrl.protocol !== 'http:' || !loopbackNames.has(agentUrl.hostname)) return { ok: false, reason: '--agent-url= must name the agent on this machine, as in http://127.0.0.1:7317' };
  if (tokenFile === undefined || !isAbsolute(tokenFile)) return { ok: false, reason: '--token-file= must name the file with the agent\'s token, from the root' };
  return { ok: true, options: { agentUrl, tokenFile, ...(pageFolder === undefined ? {} : { pageFolder }) } };
}

/** By hand, as Node 18 has no `URL.parse`. */
function parseUrl(text: string | undefined): URL | null {
  try {
    return new URL(text ?? '');
  } catch {
    return null;
  }
}
