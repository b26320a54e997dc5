import type { Parameters } from '@millrace/shared/rest/parameter';
import type { Query } from '../query/query.ts';
import { alertHistory } from './alert-history.ts';
import { alertSummary } from './alert-summary.ts';
import { duplicateReadings } from './duplicate-readings.ts';
import { measureSummary } from './measure-summary.ts';
import { silentDevices } from './silent-devices.ts';

/** The queries of `/v1/queries/{name}`. */
export const namedQueries: Record<string, Query<Parameters>> = {
  'alert-history': alertHistory,
  'alert-summary': alertSummary,
  'duplicate-readings': duplicateReadings,
  'measure-summary': measureSummary,
  'silent-devices': silentDevices,
};
