import type { App, Session } from 'electron';
import { pageOrigin } from './till-protocol.ts';

/** The page stays the page: no other address, no new window, no view inside, no permission but the camera's, which a cashier may scan with. */
export function lockDown(app: App, session: Session): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      // Reloading itself is the one navigation that the page may do.
      if (!isPage(url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(permission === 'media' && isCameraAlone(details)));
  session.setPermissionCheckHandler((_contents, permission, _origin, { mediaType }) => permission === 'media' && mediaType === 'video');
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

function isPage(url: string): boolean {
  return url === `${pageOrigin}/` || url.startsWith(`${pageOrigin}/?`) || url.startsWith(`${pageOrigin}/#`);
}

/** A picture without sound. */
function isCameraAlone(details: object): boolean {
  const { mediaTypes } = details as { mediaTypes?: readonly string[] };
  return mediaTypes !== undefined && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
}
