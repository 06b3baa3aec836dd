import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './shell-words.ts';
import type { TrayState } from './tray-picture.ts';

export interface TrayView {
  words: ShellWords;
  state: TrayState;
  isKiosk: boolean;
  startsWithSystem: boolean;
}

export interface TrayCommands {
  show(): void;
  startWithSystem(isOn: boolean): void;
  enterKiosk(): void;
  askToLeave(): void;
  quit(): void;
}

/** In a kiosk everything that would lead out of it asks for a technician first. */
export function trayMenu({ words, state, isKiosk, startsWithSystem }: TrayView, commands: TrayCommands): MenuItemConstructorOptions[] {
  const { menu } = words;
  const free: MenuItemConstructorOptions[] = [
    { label: menu.startWithSystem, type: 'checkbox', checked: startsWithSystem, click: ({ checked }) => commands.startWithSystem(checked) },
    { label: menu.enterKiosk, click: () => commands.enterKiosk() },
    { type: 'separator' },
    { label: menu.quit, click: () => commands.quit() },
  ];
  return [
    { label: words.state[state], enabled: false },
    { type: 'separator' },
    { label: menu.show, click: () => commands.show() },
    ...(isKiosk ? [{ label: menu.leaveKiosk, click: () => commands.askToLeave() }] : free),
  ];
}
