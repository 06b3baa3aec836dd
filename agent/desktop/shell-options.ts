import { isAbsolute } from 'node:path';

/** What the shell is told on its command line. */
export type ShellOptions = CommonOptions & (AttachOptions | KeepOptions);

export interface CommonOptions {
  /** The built page; by default it lies beside the shell */
  pageFolder?: string;
  /** The cashier's window alone on the screen, until a technician leaves */
  isKiosk: boolean;
  /** The small window above the shop's till software, in place of the cashier's */
  isCompanion: boolean;
  /** Whether a second screen shows the customer's page */
  hasCustomerDisplay: boolean;
  /** Undefined leaves it as it is */
  startsWithSystem?: boolean;
  /** Only tells the shell that runs already to leave its kiosk mode */
  leavesKiosk: boolean;
}

/** A service that runs already */
export interface AttachOptions {
  kind: 'attach';
  /** The agent's local API: plain http on a loopback name */
  agentUrl: URL;
  /** The file with the API's token */
  tokenFile: string;
}

/** An agent of the shell's own */
export interface KeepOptions {
  kind: 'keep';
  /** The till's folder; by default below the user's data */
  home?: string;
  /** Of the local API */
  port: number;
  centralUrl?: string;
  /** The release with Node and the agent; by default it lies among the shell's resources */
  releaseFolder?: string;
}

export const usualPort = 7317;
const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

type Read = { ok: true; options: ShellOptions } | { ok: false; reason: string };

/**
 * Reads our switches among Chromium's own: `--agent-url=` and `--token-file=` for an agent that runs already, else `--till-home=`, `--till-port=`,
 * `--central=` and `--release-folder=` for one that the shell keeps running. For both `--page-folder=`, `--kiosk`, `--companion`, `--display=on|off`,
 * `--start-with-system=on|off` and `--leave-kiosk`. Answers one sentence where something is wrong.
 */
export function readShellOptions(args: readonly string[]): Read {
  const valueOf: ValueOf = (name) => args.findLast((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const common = readCommon(args, valueOf);
  const isAttached = valueOf('agent-url') !== undefined || valueOf('token-file') !== undefined;
  const read = isAttached ? readAttach(valueOf) : readKeep(valueOf);
  if ('reason' in common) return { ok: false, ...common };
  return 'reason' in read ? { ok: false, ...read } : { ok: true, options: { ...read, ...common } };
}

type ValueOf = (name: string) => string | undefined;

function readCommon(args: readonly string[], valueOf: ValueOf): CommonOptions | { reason: string } {
  const [isKiosk, isCompanion, leavesKiosk] = [args.includes('--kiosk'), args.includes('--companion'), args.includes('--leave-kiosk')];
  const [display, autostart] = [valueOf('display') ?? 'on', valueOf('start-with-system')];
  const pageFolder = valueOf('page-folder');
  if (isKiosk && isCompanion) return { reason: '--kiosk and --companion exclude each other: a small window cannot be alone on the screen' };
  if (!isSwitch(display)) return { reason: '--display= must be on or off' };
  if (autostart !== undefined && !isSwitch(autostart)) return { reason: '--start-with-system= must be on or off' };
  return {
    isKiosk, isCompanion, leavesKiosk, hasCustomerDisplay: display === 'on',
    ...(pageFolder === undefined ? {} : { pageFolder }), ...(autostart === undefined ? {} : { startsWithSystem: autostart === 'on' }),
  };
}

function isSwitch(text: string): boolean {
  return text === 'on' || text === 'off';
}

function readAttach(valueOf: ValueOf): AttachOptions | { reason: string } {
  const agentUrl = parseUrl(valueOf('agent-url'));
  const tokenFile = valueOf('token-file');
  // The token must not leave this machine.
  if (agentUrl === null || agentUrl.protocol !== 'http:' || !loopbackNames.has(agentUrl.hostname)) return { reason: '--agent-url= must name the agent on this machine, as in http://127.0.0.1:7317' };
  if (tokenFile === undefined || !isAbsolute(tokenFile)) return { reason: '--token-file= must name the file with the agent\'s token, from the root' };
  return { kind: 'attach', agentUrl, tokenFile };
}

function readKeep(valueOf: ValueOf): KeepOptions | { reason: string } {
  const home = valueOf('till-home');
  const centralUrl = valueOf('central');
  const releaseFolder = valueOf('release-folder');
  const port = Number(valueOf('till-port') ?? usualPort);
  if (home !== undefined && !isAbsolute(home)) return { reason: '--till-home= must name the till\'s folder, from the root' };
  if (releaseFolder !== undefined && !isAbsolute(releaseFolder)) return { reason: '--release-folder= must name a folder, from the root' };
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return { reason: '--till-port= must be a port from 1 to 65535' };
  if (centralUrl !== undefined && !['http:', 'https:'].includes(parseUrl(centralUrl)?.protocol ?? '')) return { reason: '--central= must be the address of the centre, as in https://loyalty.example.com' };
  return {
    kind: 'keep', port,
    ...(home === undefined ? {} : { home }), ...(centralUrl === undefined ? {} : { centralUrl }), ...(releaseFolder === undefined ? {} : { releaseFolder }),
  };
}

/** By hand, as Node 18 has no `URL.parse`. */
function parseUrl(text: string | undefined): URL | null {
  try {
    return new URL(text ?? '');
  } catch {
    return null;
  }
}
