import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Late } from './late.ts';
import type { Device } from './life/setting.ts';
import type { RuleState } from './rule-state.ts';

/** All that the rules remember of one device. Plain JSON but for the map. */
export type DeviceState = {
  deviceId: string;
  /** The device as the registry described it from the reading of this time on. */
  about?: Omit<Device, 'deviceId'> & { since: number };
  /** By rule id. A rule that is not here has never seen anything. */
  rules: ReadonlyMap<string, RuleState>;
  /** How far its clock is behind the one that its readings are received by (ms), as of the last one that changed anything here. */
  lag?: number;
  /** Of rules with lateness. */
  late?: Late;
};

/** A change to be told of. Subscribers hear of it where it is loud, with others of its group where it has one. */
export type News = { notification: AlertNotification; isLoud: boolean; group?: string };

/** A device after something; the state is the same object where nothing changed. */
export type Moved = { state: DeviceState; news: readonly News[] };

/** Whether an alert of a rule is on for another device. */
export type IsOn = (deviceId: string, ruleId: string) => boolean;
