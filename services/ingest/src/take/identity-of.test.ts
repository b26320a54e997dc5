import { identityOf } from './identity-of.ts';

const of = (claims: Record<string, string>) => identityOf({ claims });

test('a token with a device id may write that device only, whatever its scopes', () => {
  expect(of({ tenant: 'ward-a', device_id: 'pump-7' })).toEqual({ tenant: 'ward-a', deviceId: 'pump-7' });
  expect(of({ tenant: 'ward-a', device_id: 'pump-7', scope: 'readings:write-tenant' })).toHaveProperty(
    'deviceId',
    'pump-7',
  );
});

test.each([
  ['one of several scopes', { scope: 'openid readings:write-tenant email' }],
  ["a scope under Cognito's resource server", { scope: 'https://millrace/readings:write-tenant' }],
  ['an array of scopes as API Gateway renders it', { scp: '[openid readings:write-tenant]' }],
])('%s lets a gateway write every device of its tenant', (_, claims: Record<string, string>) => {
  expect(of({ tenant: 'ward-a', ...claims })).toEqual({ tenant: 'ward-a' });
});

test.each([
  ['without a tenant', { device_id: 'pump-7' }, 'no-tenant'],
  ['with a tenant that is none', { tenant: 'Ward A', device_id: 'pump-7' }, 'no-tenant'],
  ['with a device that is none', { tenant: 'ward-a', device_id: '' }, 'no-device'],
  ['with neither device nor scope', { tenant: 'ward-a' }, 'may-not-write'],
  ['with a scope that only begins alike', { tenant: 'ward-a', scope: 'readings:write-tenants' }, 'may-not-write'],
  ['with a scope that only ends alike', { tenant: 'ward-a', scope: 'no-readings:write-tenant' }, 'may-not-write'],
])('a token %s is refused', (_, claims: Record<string, string>, type) => {
  expect(() => of(claims)).toThrow(expect.objectContaining({ status: 403, type }));
});
