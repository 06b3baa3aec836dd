import { Menu, nativeImage, Tray } from 'electron';
import { trayMenu, type TrayCommands, type TrayView } from './tray-menu.ts';
import { drawDot } from './tray-picture.ts';

/** The sign of the till beside the clock: how the agent is, and what may be done with the shell. */
export class TillTray {
  readonly #tray: Tray;
  readonly #commands: TrayCommands;
  #shown = '';

  constructor(commands: TrayCommands) {
    this.#commands = commands;
    this.#tray = new Tray(nativeImage.createEmpty());
    this.#tray.on('click', () => commands.show());
  }

  show(view: TrayView): void {
    const wanted = JSON.stringify(view);
    // Some desktops close an open menu when it is set anew.
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    const { size, bytes } = drawDot(view.state);
    this.#tray.setImage(nativeImage.createFromBitmap(bytes, { width: size, height: size }));
    this.#tray.setToolTip(`${view.words.name} · ${view.words.state[view.state]}`);
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayMenu(view, this.#commands)));
  }

  close(): void {
    this.#tray.destroy();
  }
}
