/** Whether the shell starts when somebody logs in: Windows and macOS keep that themselves, Linux by a file in XDG's autostart folder. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';

export interface StartWithSystem {
  isOn(): boolean;
  set(isOn: boolean): void;
}

export interface StartedAs {
  /** The shell's program, and what it was started with */
  program: string;
  args: readonly string[];
  /** One entry for each till of a machine */
  port: string;
}

/** Said once, it is remembered by the entry itself. */
const forOneStart = ['--start-with-system', '--leave-kiosk', '--remote-debugging-port', '--inspect'];

export function startWithSystem(app: App, started: StartedAs, platform: NodeJS.Platform = process.platform, environment: NodeJS.ProcessEnv = process.env): StartWithSystem {
  const args = started.args.filter((arg) => !forOneStart.some((name) => arg === name || arg.startsWith(`${name}=`)));
  return platform === 'linux' ? xdgAutostart({ ...started, args }, environment) : loginItem(app, { ...started, args });
}

function loginItem(app: App, { program, args }: StartedAs): StartWithSystem {
  const item = { path: program, args: [...args] };
  return {
    isOn: () => app.getLoginItemSettings(item).openAtLogin,
    set: (isOn) => app.setLoginItemSettings({ ...item, openAtLogin: isOn }),
  };
}

function xdgAutostart({ program, args, port }: StartedAs, environment: NodeJS.ProcessEnv): StartWithSystem {
  const named = environment['XDG_CONFIG_HOME'];
  const folder = join(named === undefined || named === '' ? join(homedir(), '.config') : named, 'autostart');
  const file = join(folder, `loyalty-till-${port}.desktop`);
  return {
    isOn: () => existsSync(file),
    set(isOn) {
      if (!isOn) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, `[Desktop Entry]\nType=Application\nName=Loyalty Till\nExec=${[program, ...args].map(quoted).join(' ')}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`);
      renameSync(draft, file);
    },
  };
}

/** By the Desktop Entry Specification: quoted for `Exec`, then escaped as a string of the file; `%` begins a field code. */
function quoted(word: string): string {
  return `"${word.replace(/["`$\\]/g, '\\$&').replace(/\\/g, '\\\\').replaceAll('%', '%%').replaceAll('\n', '\\n')}"`;
}
