import type { HttpRequest } from '@millrace/shared/runtime/http';
import { withToken } from './with-token.ts';

const request = (headers: Record<string, string>): HttpRequest => ({
  ...{ route: 'POST /write', headers, path: {}, query: {}, body: Buffer.alloc(0) },
  claims: { tenant: 'from nowhere' },
});
const verify = async (token: string) => (token === 'good' ? { tenant: 'ward-a' } : undefined);
const route = withToken(verify, async ({ claims }) => ({ status: 200, body: claims }));

test('the work gets the claims of the token and no others', async () => {
  expect(await route(request({ authorization: 'Token good' }))).toEqual({ status: 200, body: { tenant: 'ward-a' } });
});

test.each([{}, { authorization: 'Token bad' }, { authorization: 'good' }])(
  'with %j the work does not begin',
  async (headers: Record<string, string>) => {
    await expect(route(request(headers))).rejects.toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Token' },
    });
  },
);
