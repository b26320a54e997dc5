import { tokenIn } from './token-in.ts';

test.each([
  ["InfluxDB's own scheme", 'Token a.b-c_d.e', 'a.b-c_d.e'],
  ["everybody's", 'bearer a.b.c', 'a.b.c'],
  ['a password', `Basic ${btoa('telegraf:a.b.c')}`, 'a.b.c'],
  ['a password with colons in it', `basic ${btoa(':a:b')}`, 'a:b'],
])('%s brings a token', (_, authorization, token) => {
  expect(tokenIn(authorization)).toBe(token);
});

test.each([undefined, '', 'a.b.c', 'Token', 'Token ', 'Digest a.b.c', 'Token a b', `Basic ${btoa('user:')}`])(
  '%j brings none',
  (authorization) => {
    expect(tokenIn(authorization)).toBeUndefined();
  },
);
