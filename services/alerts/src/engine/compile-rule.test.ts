import { anEffectiveRule } from '@millrace/shared/testing/an-effective-rule';
import { compileRule } from './compile-rule.ts';

const hours = { zone: 'UTC', from: '00:00', to: '00:01' };

test('a rule is compiled once', () => {
  const rule = anEffectiveRule();
  expect(compileRule(rule)).toBe(compileRule(rule));
  expect(compileRule(rule).rule).toBe(rule);
});

test('the form changes with the condition, and with nothing else', () => {
  const { form } = compileRule(anEffectiveRule());
  expect(form).toMatch(/^[\w-]{6}$/);
  expect(compileRule(anEffectiveRule({ severity: 'info', for: 5 })).form).toBe(form);
  expect(compileRule(anEffectiveRule({ when: { threshold: { measure: 'heart-rate', above: 121 } } })).form).not.toBe(
    form,
  );
});

test('lateness is in milliseconds, none where none is given', () => {
  expect([compileRule(anEffectiveRule({ lateness: 5 })).lateness, compileRule(anEffectiveRule()).lateness]).toEqual([
    5000, 0,
  ]);
});

test('quiet hours hold for severities below theirs, left out below critical', () => {
  const quiet = compileRule(anEffectiveRule({ quiet: { hours } })).quietUntil;
  expect([quiet('info', 5), quiet('warning', 5), quiet('critical', 5), quiet('info', 60_000)]).toEqual([
    60_000,
    60_000,
    undefined,
    undefined,
  ]);
  const strict = compileRule(anEffectiveRule({ quiet: { hours, below: 'warning' } })).quietUntil;
  expect([strict('info', 5), strict('warning', 5)]).toEqual([60_000, undefined]);
  expect(compileRule(anEffectiveRule()).quietUntil('info', 5)).toBeUndefined();
});
