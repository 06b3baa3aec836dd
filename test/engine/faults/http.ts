/** An answer as it stands on the wire, for `interceptNext`. */
export function rawAnswer(status: string, headers: Record<string, string>, body: string): string {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`;
}

export const portalPage = '<html><body>Please accept the terms of this hotspot</body></html>';
