import { observed } from '@millrace/shared/runtime/observability';
import { landAlerts } from './land-alerts.ts';

export const handler = observed(landAlerts);
