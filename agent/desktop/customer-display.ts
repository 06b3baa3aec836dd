import type { BrowserWindow, Display, Rectangle, Screen } from 'electron';

export interface CustomerDisplay {
  close(): void;
}

/**
 * The customer's page on the second screen, whole, as long as there is one. It follows plugging, unplugging and another resolution.
 *
 * @param open makes the window with its page at this place
 */
export function followSecondDisplay(screen: Screen, open: (place: Rectangle) => BrowserWindow): CustomerDisplay {
  let window: BrowserWindow | undefined;

  function settle(): void {
    const second = secondDisplay(screen);
    if (second === undefined) {
      window?.destroy();
      return;
    }
    if (window === undefined) {
      const opened = open(second.bounds);
      opened.on('closed', () => {
        if (window === opened) window = undefined;
      });
      window = opened;
    } else window.setBounds(second.bounds);
    window.setFullScreen(true);
  }

  const changes = ['display-added', 'display-removed', 'display-metrics-changed'] as const;
  for (const change of changes) screen.on(change as 'display-added', settle);
  settle();
  return {
    close() {
      for (const change of changes) screen.off(change as 'display-added', settle);
      window?.destroy();
    },
  };
}

function secondDisplay(screen: Screen): Display | undefined {
  const { id } = screen.getPrimaryDisplay();
  return screen.getAllDisplays().find((display) => display.id !== id);
}
