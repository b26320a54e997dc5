import type { ApiRoute } from '../api-gateway/http-api.ts';
import type { ResolvedResource } from './resolve-template.ts';

/** The routes of a template's HTTP API, each with its function and its authorizer. */
export const httpApiRoutes = (resources: ResolvedResource[]): ApiRoute[] => {
  const byRef = (type: string, ref: string) =>
    resources.find((each) => each.type === type && each.identity.ref === ref)?.properties;
  return resources
    .filter(({ type }) => type === 'AWS::ApiGatewayV2::Route')
    .map(({ properties }) => {
      const integration = byRef(
        'AWS::ApiGatewayV2::Integration',
        String(properties.Target).replace('integrations/', ''),
      );
      const jwt = byRef('AWS::ApiGatewayV2::Authorizer', properties.AuthorizerId ?? '')?.JwtConfiguration;
      if (!integration) throw new Error(`${properties.RouteKey} has no integration`);
      if (properties.AuthorizerId && !jwt)
        throw new Error(`${properties.RouteKey}: only JWT authorizers are supported`);
      return {
        routeKey: properties.RouteKey,
        functionName: integration.IntegrationUri,
        authorizer: jwt && { issuer: jwt.Issuer, audience: jwt.Audience },
      };
    });
};
