import { AwsError } from './aws-service.ts';
import { type QueryOperation, queryService } from './query-service.ts';

const call = async (operation: QueryOperation, { form = '', query = '' }) => {
  const service = queryService('Thing', 'http://thing/', { Do: operation });
  const { status, body } = await service({
    method: form ? 'POST' : 'GET',
    path: '/',
    query: new URLSearchParams(query),
    headers: {},
    body: Buffer.from(form),
  });
  return { status, body: String(body) };
};

test('a form becomes an input with lists, maps as pairs, and nested members', async () => {
  let seen: unknown;
  const form = new URLSearchParams([
    ['Action', 'Do'],
    ['Name', 'a&b'],
    ['Ids.member.10', 'ten'],
    ['Ids.member.2', 'two'],
    ['Entries.member.1.Id', 'x'],
    ['Entries.member.1.Value.Text', 'y'],
    ['Attributes.entry.1.key', 'k'],
    ['Attributes.entry.1.value', 'v'],
    ['__proto__.polluted', 'yes'],
  ]).toString();
  await call(
    (input) => {
      seen = input;
      return {};
    },
    { form },
  );
  expect(seen).toMatchObject({
    Name: 'a&b',
    Ids: ['two', 'ten'],
    Entries: [{ Id: 'x', Value: { Text: 'y' } }],
    Attributes: [{ key: 'k', value: 'v' }],
  });
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('a link works without a form', async () => {
  const { status, body } = await call(({ Token }) => ({ Token }), { query: 'Action=Do&Token=t' });
  expect(status).toBe(200);
  expect(body).toContain('<DoResponse xmlns="http://thing/"><DoResult><Token>t</Token></DoResult>');
});

test('an output becomes escaped XML with member and entry elements', async () => {
  const { body } = await call(
    () => ({ Text: '<&>\r', Gone: undefined, List: [{ A: 1 }, 'b'], Map: new Map([['k', 'v']]) }),
    { form: 'Action=Do' },
  );
  expect(body).toContain(
    '<DoResult><Text>&#60;&#38;&#62;&#13;</Text><List><member><A>1</A></member><member>b</member></List>' +
      '<Map><entry><key>k</key><value>v</value></entry></Map></DoResult>',
  );
});

test('an error names its code and whose fault it is', async () => {
  const refuse = (status: number) => () => {
    throw new AwsError('Refused', 'no', status);
  };
  const error =
    '<ErrorResponse xmlns="http://thing/"><Error><Type>Sender</Type><Code>Refused</Code><Message>no</Message>';
  expect(await call(refuse(400), { form: 'Action=Do' })).toEqual({ status: 400, body: expect.stringContaining(error) });
  expect((await call(refuse(503), { form: 'Action=Do' })).body).toContain('<Type>Receiver</Type>');
  expect((await call(() => ({}), { form: 'Action=Other' })).body).toContain('<Code>NotImplemented</Code>');
});
