/** What an alert id names: one episode of one rule on one device. */
export type AlertId = { text: string; rule: string; deviceId: string; raisedAt: number };

/** Undefined for a text that is no alert's id. */
export const readAlertId = (text = ''): AlertId | undefined => {
  const { rule, deviceId, raisedAt } =
    /^(?<rule>[a-z0-9@-]{1,127})~(?<deviceId>[A-Za-z0-9._:-]{1,128})~(?<raisedAt>0|[1-9]\d{0,15})$/.exec(text)
      ?.groups ?? {};
  if (rule === undefined || deviceId === undefined) return undefined;
  return { text, rule, deviceId, raisedAt: Number(raisedAt) };
};
