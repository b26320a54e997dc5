import { readFileSync } from 'node:fs';
import { describeApi } from './describe-api.ts';

const fileOf = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('openapi.json says what the code says', () => {
  expect(JSON.parse(fileOf('openapi.json'))).toEqual(JSON.parse(JSON.stringify(describeApi())));
});

test('every route of serverless.yml is described, and nothing else', () => {
  const routes = [...fileOf('serverless.yml').matchAll(/httpApi: \{ method: (\w+), path: ["']?([^\s"',]+)["']?,/g)].map(
    ([, method, path]) => `${method} ${path}`,
  );
  const described = Object.entries(describeApi().paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.length).toBeGreaterThan(0);
  expect(described.sort()).toEqual(routes.sort());
});
