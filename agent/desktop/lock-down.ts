import type { App, Session } from 'electron';
import { pageOrigin } from './till-protocol.ts';

/** The page stays the page: no other address, no new window, no view inside, no permission but the camera's, which a cashier may scan with. */
export function lockDown(app: App, session: Session): void {
  app.on('web-contents-created', (_event, contents) => {
    // The one that the shell gave it: the page itself can write another into its address.
    let ownPath: string | undefined;
    contents.on('did-navigate', (_navigated, url) => {
      ownPath ??= pathOf(url);
      // `about:blank` asks nobody: a till must not stay empty.
      if (ownPath !== undefined && pathOf(url) !== ownPath) void contents.loadURL(pageOrigin + ownPath);
    });
    contents.on('will-navigate', (event, url) => {
      // Loading itself anew is the one navigation that a page may do.
      if (ownPath === undefined || pathOf(url) !== ownPath) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // Without a listener the first device would be given.
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      choose('');
    });
    // No policy of content knows of WebRTC, which could carry out of the page what it sees.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(permission === 'media' && isOurs(details.requestingUrl) && isCameraAlone(details)));
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => permission === 'media' && mediaType === 'video' && isOurs(origin));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

function isOurs(url: string): boolean {
  return url === pageOrigin || url.startsWith(`${pageOrigin}/`);
}

/** Of a page of ours; undefined for any other address. */
function pathOf(url: string): string | undefined {
  return isOurs(url) ? new URL(url).pathname : undefined;
}

/** A picture without sound. */
function isCameraAlone(details: object): boolean {
  const { mediaTypes } = details as { mediaTypes?: readonly string[] };
  return mediaTypes !== undefined && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
}
