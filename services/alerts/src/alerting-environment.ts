/** The variables of every function that may change an alert. */
export const alertingEnvironment = {
  ALERT_STATES_TABLE: 'text',
  ALERT_HISTORY_TABLE: 'text',
  ALERT_NOTIFICATIONS_TOPIC: 'text',
  RULES_BUCKET: 'text',
  BUS: 'text',
} as const;
