import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemCodes } from '../../../agent/contract/problem.ts';
import { SaleView } from '../../../agent/contract/sale.ts';
import { StatusView } from '../../../agent/contract/status.ts';
import { accountOf, cardNumber, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi } from '../kit/test-api.ts';
import type { TestApi } from '../kit/test-api.ts';

interface Operation {
  summary: string;
  parameters: { name: string; in: string }[];
  requestBody?: unknown;
  'x-right'?: string;
  responses: Record<string, { description: string }>;
}

describe('the description of the API', () => {
  let api: TestApi;
  let paths: Record<string, Record<string, Operation>>;
  beforeAll(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
    paths = (await api.plainCall('GET', '/openapi.json')).body['paths'] as typeof paths;
  });
  afterAll(() => api.close());

  it('names every call', () => {
    expect(Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`)).sort()).toEqual([
      'delete /v1/drill',
      'delete /v1/sales/{saleId}/redemption',
      'delete /v1/session',
      'get /healthz',
      'get /metrics',
      'get /v1/cards/{number}',
      'get /v1/cards/{number}/slip',
      'get /v1/customers',
      'get /v1/customers/{accountId}/cards',
      'get /v1/devices',
      'get /v1/diagnostics',
      'get /v1/diagnostics/archive',
      'get /v1/drill',
      'get /v1/events',
      'get /v1/forecast',
      'get /v1/goods',
      'get /v1/journal',
      'get /v1/journal/{opId}',
      'get /v1/limits',
      'get /v1/logs',
      'get /v1/questionnaire',
      'get /v1/reconciliation',
      'get /v1/reports/outage',
      'get /v1/returns/{returnId}',
      'get /v1/returns/{returnId}/slip',
      'get /v1/sales',
      'get /v1/sales/{saleId}',
      'get /v1/sales/{saleId}/slip',
      'get /v1/session',
      'get /v1/status',
      'patch /v1/customers/{accountId}',
      'post /v1/cards/activate',
      'post /v1/cards/bind',
      'post /v1/cards/block',
      'post /v1/cards/issue',
      'post /v1/cards/replace',
      'post /v1/cards/unblock',
      'post /v1/claims',
      'post /v1/customers',
      'post /v1/customers/{accountId}/adjust',
      'post /v1/customers/{accountId}/favourite',
      'post /v1/customers/{accountId}/verify',
      'post /v1/drill',
      'post /v1/identify',
      'post /v1/journal/{opId}/resolve',
      'post /v1/overrides',
      'post /v1/reconciliation',
      'post /v1/returns/{returnId}/commit',
      'post /v1/sales/{saleId}/cancel',
      'post /v1/sales/{saleId}/commit',
      'post /v1/sales/{saleId}/redemption',
      'post /v1/scans',
      'post /v1/session',
      'put /v1/log-level',
      'put /v1/returns/{returnId}',
      'put /v1/sales/{saleId}',
      'put /v1/session',
    ]);
  });

  it('names only codes that the contract knows, and the parameters of each path', () => {
    for (const [path, methods] of Object.entries(paths)) {
      for (const operation of Object.values(methods)) {
        const codes = Object.values(operation.responses).flatMap(({ description }) => (description.startsWith('code: ') ? description.slice(6).split(', ') : []));
        expect(codes.filter((code) => !(code in problemCodes))).toEqual([]);
        const named = [...path.matchAll(/\{([^}]+)\}/gu)].map(([, name]) => name);
        expect((operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
      }
    }
  });

  it('names the headers that say who is signed in and who has approved, where they are read', () => {
    const calls = Object.values(paths).flatMap((methods) => Object.values(methods)).filter((operation) => operation['x-right'] !== undefined);
    const readers = (name: string) => calls.filter(({ parameters }) => parameters.some((parameter) => parameter.in === 'header' && parameter.name === name));
    expect(readers('X-Operator-Session')).toEqual(calls.filter((operation) => operation['x-right'] !== 'open'));
    expect(readers('X-Override')).toEqual(calls.filter((operation) => !['open', 'anyone'].includes(operation['x-right']!)));
    expect(readers('X-Override').length).toBeGreaterThan(30);
  });

  it('describes the answers as they are', async () => {
    const sale = await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(1) } } });
    expect([...Compile(SaleView).Errors(sale.body)]).toEqual([]);
    const committed = await api.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '1' } } });
    expect([...Compile(SaleView).Errors(committed.body)]).toEqual([]);
    expect([...Compile(StatusView).Errors((await api.call('GET', '/v1/status')).body)]).toEqual([]);
  });
});
