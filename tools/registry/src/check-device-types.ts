import { type DeviceType, DeviceTypes, type MeasureDefinition } from '@millrace/shared/contracts/device-registry';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { isUcumUnit } from '@millrace/shared/units/ucum';
import { isLoincCode } from './loinc-code.ts';

const parse = jsonParser(DeviceTypes);

/** Device types from the text of their file, or everything that is wrong with them, each with where it stands. */
export const checkDeviceTypes = (json: string): { ok: DeviceType[] } | { problems: string[] } => {
  const parsed = parse(json);
  if ('setAside' in parsed) return { problems: [`${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`.trim()] };
  const { types } = parsed.ok;
  const names = types.map(({ name }) => name);
  const problems = types.flatMap(({ name, measures }, index) => [
    ...(names.indexOf(name) < index ? [`/types/${index}/name stands twice`] : []),
    ...Object.entries(measures).flatMap(([measure, definition]) =>
      measureProblems(definition).map((problem) => `/types/${index}/measures/${measure}${problem}`),
    ),
  ]);
  return problems.length > 0 ? { problems } : { ok: types };
};

const measureProblems = ({ unit, code, plausible }: MeasureDefinition): string[] => [
  ...(unit !== undefined && !isUcumUnit(unit) ? ['/unit is no UCUM unit'] : []),
  ...(code === undefined ? [] : codeProblems(code)),
  ...(plausible && plausible[0] > plausible[1] ? ['/plausible ends below its start'] : []),
];

/** Of other systems than LOINC only the form is known. */
const codeProblems = (code: string): string[] => {
  const [, system, local = ''] = /^([a-z0-9][a-z0-9.-]*)[|](\S+)$/.exec(code) ?? [];
  if (system === undefined) return ['/code is not of the form system|code'];
  return system === 'loinc' && !isLoincCode(local) ? ['/code is no LOINC code: its check digit does not fit'] : [];
};
