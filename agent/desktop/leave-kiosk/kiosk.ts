import type { App, BrowserWindow } from 'electron';

/**
 * Whether the cashier's window is the only thing on the screen:
 *
 *   free ◄──leave()── locked      leave(): a technician's PIN, or `--leave-kiosk` from a shell of the same user
 *     └───enter()────►  │         the end of the system or a signal closes the window all the same
 *                       └ the window cannot be closed, minimised or left
 */
export class Kiosk {
  #isLocked: boolean;
  #isEnding = false;
  #window: BrowserWindow | undefined;
  readonly #onChange: () => void;

  constructor(isLocked: boolean, onChange: () => void) {
    this.#isLocked = isLocked;
    this.#onChange = onChange;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Watches over this window from now on. */
  hold(app: App, window: BrowserWindow): void {
    this.#window = window;
    app.on('before-quit', () => {
      this.#isEnding = true;
    });
    window.on('close', (event) => {
      if (this.#isLocked && !this.#isEnding) event.preventDefault();
    });
    window.on('minimize', () => {
      if (this.#isLocked) window.restore();
    });
    window.on('leave-full-screen', () => {
      if (this.#isLocked) window.setKiosk(true);
    });
    if (this.#isLocked) window.setKiosk(true);
  }

  enter(): void {
    this.#set(true);
  }

  leave(): void {
    this.#set(false);
  }

  #set(isLocked: boolean): void {
    if (isLocked === this.#isLocked) return;
    this.#isLocked = isLocked;
    if (this.#window?.isDestroyed() === false) this.#window.setKiosk(isLocked);
    this.#onChange();
  }
}
