import { anAlertRule } from '../testing/an-alert-rule.ts';
import { AlertRule } from './alert-rule.ts';
import { schemaParser } from './schema-parser.ts';

const parse = schemaParser(AlertRule);
const measure = 'heart-rate';
const single = { silence: { after: 60 } };

test.each<[string, object]>([
  ['a threshold', { threshold: { measure, outside: [50, 120], clear: [55, 115], unit: '/min' } }],
  ['values of late', { repeated: { times: 3, of: 5, threshold: { measure, equal: 'off' } } }],
  ['a change', { rate: { measure, falls: 0.5, within: 300, clear: 0.2 } }],
  ['a silent measure', { silence: { measure, after: 60 } }],
  ['a silent device', { silence: { after: 60 } }],
  ['log lines', { logs: { severity: 'ERROR', count: 5, within: 60 } }],
  ['what is unlike itself', { anomaly: { measure, above: 0.9 } }],
  [
    'points',
    { score: { measures: { [measure]: [{ to: 40, points: 3 }, { points: 0 }] }, from: 5, single: 3, stands: 60 } },
  ],
  ['hours', { hours: { zone: 'Europe/Berlin', from: '22:00', to: '06:00', days: ['fri', 'sat'] } }],
  ['two deep', { all: [single, { any: [single, single] }] }],
])('a rule may be about %s', (_, when) => {
  expect(parse({ ...anAlertRule(), when })).toHaveProperty('ok');
});

test.each<[string, object, string]>([
  ['no condition', { when: {} }, '/when'],
  ['two conditions', { when: { ...single, threshold: { measure, above: 1 } } }, '/when'],
  ['a condition that is none', { when: { treshold: { measure, above: 1 } } }, '/when/treshold'],
  ['one limit to be outside of', { when: { threshold: { measure, outside: [1] } } }, '/when/threshold/outside'],
  ['three deep', { when: { all: [{ any: [{ all: [single] }] }] } }, '/when/all/0/any/0/all'],
  ['silence at once', { when: { silence: { after: 0 } } }, '/when/silence/after'],
  ['an hour that no clock shows', { when: { hours: { zone: 'UTC', from: '24:00', to: '6:00' } } }, '/when/hours/from'],
  ['a negative duration', { for: -1 }, '/for'],
  ['a fraction of a second', { clearFor: 0.5 }, '/clearFor'],
  ['more than an hour of lateness', { lateness: 3601 }, '/lateness'],
  ['an id that no filter policy could name', { id: 'Höhe' }, '/id'],
  ['an id like that of a subscriber', { id: 'fever@night' }, '/id'],
  ['a subscriber with an @', { subscribers: { 'a@b': { for: 1 } } }, '/subscribers/a@b'],
  ['a severity that nobody filters on', { severity: 'fatal' }, '/severity'],
  ['a selection by something unknown', { select: { colour: 'red' } }, '/select/colour'],
  [
    'an override of the selection',
    { overrides: [{ select: { site: 'x' }, set: { select: {} } }] },
    '/overrides/0/set/select',
  ],
  ['an override of nothing', { overrides: [{ select: { site: 'x' }, set: {} }] }, '/overrides/0/set'],
  ['an override for every device', { overrides: [{ select: {}, set: { for: 1 } }] }, '/overrides/0/select'],
])('%s is refused', (_, given, pointer) => {
  const parsed = parse({ ...anAlertRule(), ...given });
  expect('setAside' in parsed && parsed.setAside.pointer).toBe(pointer);
});
