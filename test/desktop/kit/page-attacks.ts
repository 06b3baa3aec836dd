/* oxlint-disable no-eval, no-implied-eval, typescript/no-implied-eval, no-extend-native, unicorn/no-thenable -- a bad script does what ours must not */
/**
 * What a script that got into the page would try. Each works inside the page and knows nothing of this file; it comes to what it reached, which must be
 * nothing. Whether the page has moved is seen from outside.
 */
export interface PageAttack {
  what: string;
  work: () => Promise<readonly string[]>;
}

/** Set on the window before the attacks: a page that was loaded anew has lost it. */
export const stillHere = 'stillHere';

export const pageAttacks: readonly PageAttack[] = [
  {
    what: 'goes elsewhere by its location, links, forms and a refresh',
    async work() {
      const places = ['https://example.com/', 'file:///etc/passwd', 'data:text/html,<h1>x</h1>', 'app://elsewhere/', 'app://till/display.html', 'app://till/shell/leave.html', 'chrome://gpu/', 'view-source:app://till/', 'javascript:globalThis.reached="javascript"', URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))];
      const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
      for (const place of places) {
        try {
          location.href = place;
        } catch {
          // Some are refused here already.
        }
        await pause();
        for (const target of ['_self', '_top', '_blank', 'other']) {
          const link = Object.assign(document.createElement('a'), { href: place, target });
          const form = Object.assign(document.createElement('form'), { action: place, target, method: target === '_self' ? 'post' : 'get' });
          document.body.append(link, form);
          link.click();
          form.submit();
          await pause();
          link.remove();
          form.remove();
        }
      }
      const download = Object.assign(document.createElement('a'), { href: 'data:application/octet-stream,x', download: 'x.desktop' });
      download.click();
      const refresh = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0; url=https://example.com/' });
      document.head.append(refresh);
      await new Promise((resolve) => setTimeout(resolve, 300));
      refresh.remove();
      return 'reached' in globalThis ? ['javascript:'] : [];
    },
  },
  {
    what: 'opens windows',
    async work() {
      const places = ['https://example.com/', 'about:blank', '', 'app://till/', 'app://till/shell/leave.html', 'file:///etc/passwd', 'data:text/html,x', 'javascript:1'];
      return places.filter((place) => window.open(place, '_blank', 'nodeIntegration=yes,contextIsolation=no') !== null);
    },
  },
  {
    what: 'puts frames, objects and webviews into the page',
    async work() {
      const reached: string[] = [];
      const framed = [
        Object.assign(document.createElement('iframe'), { src: 'app://till/shell/leave.html' }), Object.assign(document.createElement('iframe'), { src: 'data:text/html,<script>parent.postMessage("data frame","*")</script>' }),
        Object.assign(document.createElement('iframe'), { srcdoc: '<script>parent.postMessage("srcdoc","*")</script>' }), Object.assign(document.createElement('object'), { data: 'app://till/display.html' }),
        Object.assign(document.createElement('embed'), { src: 'app://till/display.html' }),
      ];
      const hear = ({ data }: MessageEvent) => reached.push(String(data));
      addEventListener('message', hear);
      const webview = document.createElement('webview');
      webview.setAttribute('src', 'https://example.com/');
      webview.setAttribute('nodeintegration', '');
      document.body.append(...framed, webview);
      await new Promise((resolve) => setTimeout(resolve, 300));
      if ('getWebContentsId' in webview) reached.push('webview');
      for (const frame of framed) {
        try {
          if (frame instanceof HTMLIFrameElement && frame.contentWindow !== null && 'leaveKiosk' in frame.contentWindow) reached.push('the sheet in a frame');
        } catch {
          // Of another origin: nothing of ours.
        }
        frame.remove();
      }
      webview.remove();
      removeEventListener('message', hear);
      return reached;
    },
  },
  {
    what: 'runs code that is text',
    async work() {
      const reached: string[] = [];
      const text = 'globalThis.ran = true';
      // A debugger may run text as long as the task lasts that it began.
      await new Promise((resolve) => setTimeout(resolve));
      const script = (src: string) => new Promise((resolve, reject) => {
        document.head.append(Object.assign(document.createElement('script'), { src, type: 'module', onload: resolve, onerror: reject }));
      });
      const ways: Record<string, () => unknown> = {
        eval: () => (0, eval)(text),
        function: () => new Function(text)(),
        'a function of the shell': () => ((globalThis as unknown as { tillShell: { askToLeave: { constructor: FunctionConstructor } } }).tillShell.askToLeave.constructor)('return process')(),
        timer: () => setTimeout(text),
        'a script that is data': () => script(`data:text/javascript,${text}`),
        'a script that is a blob': () => script(URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))),
        'a script from elsewhere': () => script('https://example.com/x.js'),
        'service worker': async () => await navigator.serviceWorker.register('index.html'),
        worker: () => new Promise((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })));
          worker.addEventListener('message', resolve);
          worker.addEventListener('error', reject);
        }),
      };
      for (const [way, go] of Object.entries(ways)) {
        try {
          await go();
          if (way !== 'timer') reached.push(way);
        } catch {
          // Refused.
        }
      }
      const image = document.createElement('div');
      image.innerHTML = '<img src="app://till/none.svg" onerror="globalThis.ran = true"><svg onload="globalThis.ran = true"></svg><p id="styled" style="position: fixed">x</p><style>#styled { float: left }</style>';
      document.body.append(image, Object.assign(document.createElement('script'), { textContent: text }));
      const button = document.createElement('button');
      button.setAttribute('onclick', text);
      button.click();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { position, float } = getComputedStyle(document.querySelector('#styled') ?? image);
      if (position === 'fixed' || float === 'left') reached.push('style');
      image.remove();
      return 'ran' in globalThis ? [...reached, 'text'] : reached;
    },
  },
  {
    what: 'talks to other hosts',
    async work() {
      const reached: string[] = [];
      for (const place of ['https://example.com/', 'http://127.0.0.1:7317/v1/status', 'http://localhost/', 'file:///etc/passwd', 'app://elsewhere/']) {
        await fetch(place, { mode: 'no-cors' }).then(() => reached.push(place), () => undefined);
        const request = new XMLHttpRequest();
        request.open('GET', place);
        await new Promise((resolve) => {
          request.addEventListener('load', () => resolve(reached.push(`XMLHttpRequest ${place}`)));
          request.addEventListener('error', resolve);
          request.send();
        });
      }
      const opened = (name: string, source: EventTarget) => new Promise((resolve) => {
        source.addEventListener('open', () => resolve(reached.push(name)));
        source.addEventListener('error', resolve);
      });
      try {
        await opened('WebSocket', new WebSocket('ws://127.0.0.1:7317/'));
      } catch {
        // Refused at once.
      }
      await opened('EventSource', new EventSource('https://example.com/'));
      return reached;
    },
  },
  {
    what: 'reaches the network beside the policy, by WebRTC',
    async work() {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] });
      connection.createDataChannel('x');
      const found: string[] = [];
      const ended = new Promise((resolve) => {
        connection.onicecandidate = ({ candidate }) => (candidate === null ? resolve(undefined) : candidate.candidate !== '' && found.push(candidate.candidate));
        setTimeout(resolve, 5_000);
      });
      await connection.setLocalDescription(await connection.createOffer());
      await ended;
      connection.close();
      // A candidate for TCP that only receives (port 9) sends nothing.
      return found.filter((candidate) => / udp /i.test(candidate));
    },
  },
  {
    what: 'asks for devices, files and the rest of the machine',
    async work() {
      const reached: string[] = [];
      const asked = navigator as unknown as Record<string, Record<string, (wanted?: object) => Promise<unknown>> | undefined>;
      const ways: [string, string, object?][] = [
        ['usb', 'requestDevice', { filters: [] }], ['hid', 'requestDevice', { filters: [] }], ['serial', 'requestPort'], ['bluetooth', 'requestDevice', { acceptAllDevices: true }],
        ['mediaDevices', 'getDisplayMedia', { video: true }], ['clipboard', 'readText'], ['clipboard', 'read'], ['wakeLock', 'request'], ['keyboard', 'lock'],
      ];
      for (const [part, name, wanted] of ways) {
        const value = await asked[part]?.[name]?.(wanted).catch(() => undefined);
        if (value !== undefined && !(Array.isArray(value) && value.length === 0)) reached.push(`${part}.${name}`);
      }
      if (await Promise.resolve((navigator as unknown as { requestMIDIAccess?(): Promise<unknown> }).requestMIDIAccess?.()).then((access) => access !== undefined, () => false)) reached.push('midi');
      const place = await new Promise((resolve) => navigator.geolocation.getCurrentPosition(resolve, () => resolve(undefined)));
      if (place !== undefined) reached.push('geolocation');
      if ((await Notification.requestPermission()) !== 'denied') reached.push('notifications');
      return [...reached, ...['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker', 'queryLocalFonts'].filter((name) => name in globalThis)];
    },
  },
  {
    what: 'reads files through app:// and speaks to the agent in other ways than its own',
    async work() {
      const reached: string[] = [];
      for (const path of ['..%2f..%2fpackage.json', '%2e%2e%2fmain.cjs', '..%5cmain.cjs', '%252e%252e%252fmain.cjs', 'index.html%00.js', '%00', '/etc/passwd', '%2fetc%2fpasswd', 'shell/..%2fmain.cjs', 'shell/%2e%2e/main.cjs', '//etc/passwd', 'metrics', 'enter', 'openapi.json']) {
        const answer = await fetch(`app://till/${path}`).catch(() => undefined);
        if (answer?.ok === true) reached.push(path);
      }
      for (const path of ['..%2fmetrics', '..%2fenter', '%2e%2e/metrics', 'http://example.com/', '/example.com/', '@example.com/', '..%2f..%2f..%2fetc%2fpasswd', 'status%0d%0aHost:%20example.com', 'status%00']) {
        const answer = await fetch(`app://till/v1/${path}`).catch(() => undefined);
        if (answer?.ok === true) reached.push(`v1/${path}`);
      }
      for (const method of ['PROPFIND', 'OPTIONS', 'HEAD', 'LINK', 'X-MAKE']) {
        const answer = await fetch('app://till/v1/status', { method });
        if (answer.status !== 405) reached.push(`${method} ${answer.status}`);
      }
      const headers = { authorization: 'Bearer mine', 'x-forwarded-for': '10.0.0.1', 'x-forwarded-host': 'example.com', cookie: 'a=b' };
      if ((await fetch('app://till/v1/status', { headers })).status !== 200) reached.push('a token of its own in place of the shell\'s');
      return reached;
    },
  },
  {
    what: 'bends what the shell gave it',
    async work() {
      const reached: string[] = [];
      const own = globalThis as unknown as { tillShell: Record<string, unknown> };
      const { tillShell } = own;
      const tries: (() => unknown)[] = [
        () => (own.tillShell = {}), () => Object.defineProperty(globalThis, 'tillShell', { value: {} }), () => Reflect.deleteProperty(globalThis, 'tillShell'), () => (tillShell['askToLeave'] = () => undefined),
      ];
      for (const go of tries) {
        try {
          go();
        } catch {
          // Refused aloud.
        }
      }
      if (own.tillShell !== tillShell || !String(tillShell['askToLeave']).includes('native code')) reached.push('tillShell');
      // Getters and prototypes of this world must not be met in the other.
      let seen = 0;
      const before = Object.getOwnPropertyDescriptor(Object.prototype, 'then');
      Object.defineProperty(Object.prototype, 'then', { configurable: true, get: () => void (seen += 1) });
      for (const garbage of [undefined, null, 'x'.repeat(100_000), Symbol.iterator, () => 1, { channel: 'till:leave-kiosk' }, new Proxy({}, { get: () => (seen += 1) })]) {
        try {
          (tillShell['askToLeave'] as (value: unknown) => void)(garbage);
        } catch {
          // What cannot be sent is refused.
        }
      }
      if (before === undefined) Reflect.deleteProperty(Object.prototype, 'then');
      for (const language of ['xx', '', '<script>', '__proto__', 'constructor', 'ru']) document.documentElement.lang = language;
      if (Object.keys(tillShell).join() !== 'electron,askToLeave') reached.push(Object.keys(tillShell).join());
      return [...reached, ...['ipcRenderer', 'electron', 'leaveKiosk', 'require', 'process', 'module', 'Buffer', '__dirname', 'global'].filter((name) => name in globalThis)];
    },
  },
];
