import { readFileSync } from 'node:fs';
import { asDeployed } from './as-deployed.ts';

test('timers are looked at as serverless.yml says', () => {
  const yaml = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
  const seconds = (name: string) => Number(new RegExp(`^ {4}${name}: (\\d+)$`, 'm').exec(yaml)?.[1]);
  expect(asDeployed).toEqual({ underWay: seconds('underWaySeconds') * 1000, every: seconds('passSeconds') * 1000 });
});
