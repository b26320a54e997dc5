import type { Episode } from './episodes.ts';

/** A patient at rest: the vitals that a bedside monitor would show. Pressures in mm[Hg], temperature in Cel. */
export type Patient = {
  heartRate: number;
  respiratoryRate: number;
  oxygenSaturation: number;
  temperature: number;
  systolic: number;
  diastolic: number;
};

export const aPatient = (random: () => number): Patient => ({
  heartRate: 62 + random() * 24,
  respiratoryRate: 12 + random() * 6,
  oxygenSaturation: 95 + random() * 3,
  temperature: 36.4 + random(),
  systolic: 110 + random() * 25,
  diastolic: 65 + random() * 18,
});

/** The measures of one second: slow waves and noise around the patient's rest, bent by what befalls them. */
export const vitalsAt = (
  patient: Patient,
  second: number,
  happening: readonly Episode[],
  random: () => number,
): Record<string, number | string> => {
  const noise = (width: number) => (random() - 0.5) * width;
  const wave = Math.sin(second / 90);
  const tachycardia = happening.find(({ kind }) => kind === 'tachycardia');
  const strain = tachycardia ? strainAt(tachycardia, second) : 0;
  const probeOff = happening.some(({ kind }) => kind === 'probe-off');
  const celsius = patient.temperature + 0.2 * wave + noise(0.1);
  const inFahrenheit = happening.some(({ kind }) => kind === 'fahrenheit' || kind === 'declared-fahrenheit');
  return {
    'heart-rate': Math.round(patient.heartRate + 3 * wave + noise(4) + 75 * strain),
    'respiratory-rate': Math.round(patient.respiratoryRate + wave + noise(2) + 8 * strain),
    ...(probeOff
      ? {}
      : { 'oxygen-saturation': Math.round(Math.min(100, patient.oxygenSaturation + noise(2) - 2 * strain)) }),
    'pulse-oximeter': probeOff ? 'off' : 'on',
    'body-temperature': round(inFahrenheit ? celsius * 1.8 + 32 : celsius),
    'systolic-pressure': Math.round(patient.systolic + 4 * wave + noise(6) + 10 * strain),
    'diastolic-pressure': Math.round(patient.diastolic + 2 * wave + noise(4)),
  };
};

/** 0 to 1: up over a minute, held, and down over the last minute. */
const strainAt = ({ from, to }: Episode, second: number): number =>
  Math.max(0, Math.min(1, (second - from) / 60, (to - second) / 60));

const round = (value: number): number => Math.round(value * 10) / 10;
