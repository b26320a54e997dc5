import type { AlertRule } from '../contracts/alert-rule.ts';
import type { EnrichedReading } from '../contracts/enriched-reading.ts';

/** A rule as it holds for a device, overrides and a subscriber's limits merged in. A subscriber's has the id `<id>@<subscriber>`. */
export type EffectiveRule = Omit<AlertRule, 'select' | 'overrides' | 'subscribers' | 'enabled'>;

/** What rules and overrides are selected by. */
export type DeviceDescription = Pick<EnrichedReading, 'deviceId' | 'tenant' | 'deviceType' | 'site' | 'labels'>;
