/** What a device measures and whether it is heard of, over the milliseconds of a world. */
export type Weather = { temperatureAt: (at: number) => number; isSilentAt: (at: number) => boolean };

type Spell = { until: number; kind: keyof typeof temperatures };

/** Whole numbers of Fahrenheit and Celsius at once, so that nothing is lost in conversion. */
const temperatures = {
  cold: [-20, -15, -10, -5],
  mild: [0, 10, 20, 30, 40, 45],
  warm: [50, 55, 60],
  hot: [65, 70, 75, 80, 85, 95],
} as const;
const kinds = ['mild', 'hot', 'mild', 'hot', 'warm', 'cold'] as const;

/** Spells of some seconds each, cold to hot, and for some devices a time without any word. */
export const drawWeather = (span: number, random: () => number): Weather => {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const spells: Spell[] = [];
  for (let until = 0; until < span; ) {
    until += 500 + random() * 5_000;
    spells.push({ until, kind: pick(kinds) });
  }
  const silentFrom = random() < 0.6 ? random() * span : Number.POSITIVE_INFINITY;
  const silentUntil = silentFrom + 2_000 + random() * 5_000;
  return {
    temperatureAt: (at) => pick(temperatures[spells.find(({ until }) => at < until)?.kind ?? 'mild']),
    isSilentAt: (at) => at >= silentFrom && at < silentUntil,
  };
};
