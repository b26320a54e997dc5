import type { Setting } from './setting.ts';

/** The group that the rule's alerts on this device are told of with: the same text for all devices that are alike in what it goes by. It begins with the window, in seconds. */
export const groupOf = ({ rule, device }: Setting): string | undefined => {
  if (rule.group === undefined) return undefined;
  const likeness = rule.group.by.map((name) => `${name}=${likenessIn(name, rule.id, device)}`);
  return [rule.group.window, device.tenant, ...likeness].join('/');
};

const likenessIn = (name: string, ruleId: string, device: Setting['device']): string => {
  if (name === 'rule') return ruleId;
  if (name === 'site') return device.site;
  if (name === 'deviceType') return device.deviceType;
  return device.labels[name.slice('labels.'.length)] ?? '';
};
