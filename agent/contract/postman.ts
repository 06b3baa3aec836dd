/** A Postman collection (v2.1) of an OpenAPI document with examples, as `GET /openapi.json` answers it. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiCall>>>>;
}

interface OpenApiCall {
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly example?: string | number | boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}

export interface PostmanRequest {
  readonly method: string;
  readonly auth?: { readonly type: 'noauth' };
  readonly header: readonly { readonly key: string; readonly value: string; readonly disabled?: true }[];
  readonly url: {
    readonly raw: string;
    readonly host: readonly string[];
    readonly path: readonly string[];
    readonly query: readonly { readonly key: string; readonly value: string; readonly disabled: boolean }[];
    readonly variable: readonly { readonly key: string; readonly value: string }[];
  };
  readonly body?: { readonly mode: 'raw'; readonly raw: string; readonly options: { readonly raw: { readonly language: 'json' } } };
}

export interface PostmanItem {
  readonly name: string;
  readonly request: PostmanRequest;
}

export interface PostmanCollection {
  readonly info: { readonly name: string; readonly version: string; readonly schema: string };
  readonly auth: object;
  readonly variable: readonly { readonly key: string; readonly value: string }[];
  /** One folder for the first part of the path after `/v1` */
  readonly item: readonly { readonly name: string; readonly item: readonly PostmanItem[] }[];
}

const collectionSchema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

export function postmanCollection({ info, paths }: OpenApi, url: string): PostmanCollection {
  const folders = new Map<string, PostmanItem[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, call] of Object.entries(methods)) {
      const folder = path.split('/').filter((part) => part !== '' && part !== 'v1')[0] ?? path;
      folders.set(folder, [...(folders.get(folder) ?? []), { name: call.summary, request: requestOf(method.toUpperCase(), path, call) }]);
    }
  }
  return {
    info: { name: info.title, version: info.version, schema: collectionSchema },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: [{ key: 'url', value: url }, { key: 'token', value: '' }],
    item: [...folders].map(([name, item]) => ({ name, item })),
  };
}

function requestOf(method: string, path: string, { security, parameters = [], requestBody }: OpenApiCall): PostmanRequest {
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const parts = path.split('/').filter((part) => part !== '').map((part) => part.replace(/^\{(.+)\}$/u, ':$1'));
  const query = of('query').map(({ name, example, required }) => ({ key: name, value: String(example ?? ''), disabled: required !== true }));
  const said = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${encodeURIComponent(value)}`);
  const body = requestBody?.content['application/json']?.example;
  return {
    method,
    ...(security?.length === 0 ? { auth: { type: 'noauth' as const } } : {}),
    header: [
      ...(body === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }]),
      // A new one for each request
      ...of('header').filter(({ required }) => required === true).map(({ name }) => ({ key: name, value: '{{$guid}}' })),
      // Filled in by whoever signs in, or has an approval
      ...of('header').filter(({ required }) => required !== true).map(({ name }) => ({ key: name, value: '', disabled: true as const })),
    ],
    url: {
      raw: `{{url}}/${parts.join('/')}${said.length === 0 ? '' : `?${said.join('&')}`}`, host: ['{{url}}'], path: parts, query,
      variable: of('path').map(({ name, example }) => ({ key: name, value: String(example ?? '') })),
    },
    ...(body === undefined ? {} : { body: { mode: 'raw' as const, raw: JSON.stringify(body, undefined, 2), options: { raw: { language: 'json' as const } } } }),
  };
}
