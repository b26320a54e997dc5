import { anAlertRule } from '../testing/an-alert-rule.ts';
import { anEnrichedReading } from '../testing/an-enriched-reading.ts';
import { tellApart } from './tell-apart.ts';

/** Rules that name so many values of each of so many labels. */
const naming = (values: number, ...labels: string[]) => [
  anAlertRule({
    overrides: labels.flatMap((label) =>
      Array.from({ length: values }, (_, index) => ({ select: { labels: { [label]: `${index}` } }, set: { for: 1 } })),
    ),
  }),
];
const device = (labels: Record<string, string>) => anEnrichedReading({ labels });
const many = Array.from({ length: 20 }, (_, index) => `label-${index}`);

test.each([
  ['a number', 'number', ['bed', 'wing']],
  ['a text, where one number has no room for all that there may be', 'string', ['bed', 'wing', ...many]],
])('devices are told apart by %s', (_, kind, labels) => {
  const describe = tellApart(naming(12, ...labels));
  const values = ['0', '1', '10', '11', 'another', undefined];
  const devices = values.flatMap((bed) =>
    values.map((wing) => device({ ...(bed !== undefined && { bed }), ...(wing !== undefined && { wing }) })),
  );
  const descriptions = devices.map(describe);
  expect(descriptions.every((each) => typeof each === kind)).toBe(true);
  // A value that nobody names is none.
  expect(new Set(descriptions).size).toBe(25);
});

test('where no rule names anything all devices are one', () => {
  const describe = tellApart([anAlertRule()]);
  expect(describe(device({ bed: '1' }))).toBe(describe(anEnrichedReading({ site: 'elsewhere' })));
});
