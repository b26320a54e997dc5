import type { Platform } from '../platform.ts';
import type { Package } from './read-packages.ts';
import { type ResolvedResource, resolveTemplate } from './resolve-template.ts';
import { creators } from './resource-creators.ts';

export type Deployment = { service: string; resources: ResolvedResource[] };

/** Creates what one service's compiled template declares. Creating what is there already leaves it as it is. */
export const deployTemplate = async (
  platform: Platform,
  { service, template, zipOf }: Package,
): Promise<Deployment> => {
  const resources = resolveTemplate(template, platform.parameter);
  const known = new Set(Object.keys(creators));
  const unknown = resources.find(({ type }) => !known.has(type) && !type.startsWith('Custom::'));
  if (unknown) throw new Error(`${service}: the sandbox does not support ${unknown.type} (${unknown.logicalId})`);
  for (const [type, create] of Object.entries(creators))
    for (const resource of resources.filter((each) => each.type === type))
      await create(platform, resource, { resources, zipOf });
  for (const custom of resources.filter(({ type }) => type.startsWith('Custom::'))) await platform.createCustom(custom);
  return { service, resources };
};
