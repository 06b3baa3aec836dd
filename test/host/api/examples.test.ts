import { randomUUID } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestExamples } from '../../../agent/contract/examples/call-examples.ts';
import { postmanCollection, type OpenApi, type PostmanItem } from '../../../agent/contract/postman.ts';
import { runTill } from '../../cli/support/till-process.ts';
import { accountOf } from '../../usecases/kit/test-till.ts';
import { startTestApi, type TestApi } from '../kit/test-api.ts';
import type Type from 'typebox';

interface Described {
  schema: Type.TSchema;
  example?: unknown;
  examples?: Record<string, { value: { code: string; status: number } }>;
}
interface Operation {
  parameters?: (Described & { name: string })[];
  requestBody?: { content: Record<string, Described> };
  responses: Record<string, { description: string; content: Record<string, Described> }>;
}

describe('the examples of the API', () => {
  let api: TestApi;
  let document: { paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
    document = (await api.plainCall('GET', '/openapi.json')).body as unknown as typeof document;
  });
  afterAll(() => api.close());

  const operations = (): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation]))
      .filter(([call]) => call !== 'GET /v1/events' && call !== 'GET /metrics');
  const faults = ({ schema, example }: Described): string[] => (example === undefined ? ['there is no example'] : [...Compile(schema).Errors(example)].map(({ instancePath, message }) => `${instancePath} ${message}`));

  it('every request, every parameter and every answer has one, which fits its schema', () => {
    const wrong = operations().flatMap(([call, { parameters = [], requestBody, responses }]) => {
      const described = [...parameters, ...Object.values(requestBody?.content ?? {}), ...Object.values(responses[200]?.content ?? {})];
      return described.flatMap((one) => faults(one).map((fault) => `${call}${'name' in one ? ` ${String(one.name)}` : ''}: ${fault}`));
    });
    expect(wrong).toEqual([]);
  });

  it('every code that a call may answer has one', () => {
    for (const [call, { responses }] of operations()) {
      for (const [status, { description, content }] of Object.entries(responses)) {
        if (status === '200') continue;
        const named = description.replace('code: ', '').split(', ');
        expect([call, Object.values(content).flatMap(({ examples = {} }) => Object.values(examples).map(({ value }) => value.code))]).toEqual([call, named]);
      }
    }
  });

  it('a Postman collection made of them can be walked: each request is one that the agent understands', async () => {
    const collection = postmanCollection(document as unknown as OpenApi, 'http://till');
    const items = collection.item.flatMap(({ item }) => item);
    expect(items.length).toBe(Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length);
    const answered: [string, string][] = [];
    for (const item of items) answered.push([item.name, await send(item)]);
    // a choice of fields that exclude one another stands in no schema: an example that is made of it may have both
    const isChoice = (code: string, name: string) => code === 'bad-request' && items.find((item) => item.name === name)?.request.body !== undefined;
    expect(answered.filter(([name, code]) => !isChoice(code, name) && /^(bad-json|bad-request|not-found|unsupported-media-type|idempotency-key-required|unauthorized|internal)$/u.test(code))).toEqual([]);
  });

  it('the command line prints it of a running agent, and says where there is none', async () => {
    const { code, stdout } = await runTill(['api', 'postman', '--url', `http://127.0.0.1:${api.port}`]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ info: { schema: expect.stringContaining('v2.1.0') as string }, variable: [{ key: 'url' }, { key: 'token' }] });
    expect(await runTill(['api', 'postman', '--url', 'http://127.0.0.1:9'])).toMatchObject({ code: 1, stderr: expect.stringContaining('(agent-away)') as string });
  });

  it('the bodies that were written by hand are ones that the agent understands', async () => {
    const items = postmanCollection(document as unknown as OpenApi, 'http://till').item.flatMap(({ item }) => item);
    const byHand = items.filter(({ request }) => `${request.method} /${request.url.path.map((part) => part.replace(/^:(.+)$/u, '{$1}')).join('/')}` in requestExamples);
    expect(byHand).toHaveLength(Object.keys(requestExamples).length);
    for (const item of byHand) expect([item.name, await send(item)]).not.toEqual([item.name, 'bad-request']);
  });

  const send = async ({ request }: PostmanItem): Promise<string> => {
    const values = new Map(request.url.variable.map(({ key, value }) => [key, value]));
    const path = `/${request.url.path.map((part) => encodeURIComponent(values.get(part.slice(1)) ?? part)).join('/')}`;
    if (path === '/v1/events') return 'a stream';
    const query = request.url.query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${encodeURIComponent(value)}`).join('&');
    const headers = Object.fromEntries(request.header.filter(({ disabled }) => disabled !== true).map(({ key, value }) => [key.toLowerCase(), value.replace('{{$guid}}', randomUUID())]));
    const { status, body } = await api.call(request.method, query === '' ? path : `${path}?${query}`, { headers, ...(request.body === undefined ? {} : { text: request.body.raw, headers: { ...headers, 'content-length': String(Buffer.byteLength(request.body.raw)) } }) });
    return status === 200 ? 'done' : String(body['code']);
  };
});
