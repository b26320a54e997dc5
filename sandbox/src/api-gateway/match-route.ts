/** `routeKey` is a method and a path with `{parameters}`, such as `GET /v1/devices/{deviceId}`. */
export type Route = { routeKey: string };

/** The route that a request takes, with its decoded path parameters. Literal segments win over parameters. */
export const matchRoute = <R extends Route>(
  routes: readonly R[],
  method: string,
  path: string,
): { route: R; pathParameters: Record<string, string> } | undefined => {
  const asked = path.split('/');
  let best: { route: R; pathParameters: Record<string, string>; literals: number } | undefined;
  for (const route of routes) {
    const [routeMethod = '', routePath = ''] = route.routeKey.split(' ');
    const segments = routePath.split('/');
    if ((routeMethod !== 'ANY' && routeMethod !== method) || segments.length !== asked.length) continue;
    const pathParameters: Record<string, string> = {};
    let literals = 0;
    const fits = segments.every((segment, index) => {
      const given = asked[index] ?? '';
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name !== undefined && given !== '') pathParameters[name] = decode(given);
      else if (segment === given) literals++;
      else return false;
      return true;
    });
    if (fits && literals > (best?.literals ?? -1)) best = { route, pathParameters, literals };
  }
  return best;
};

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
