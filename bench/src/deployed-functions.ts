import { join } from 'node:path';
import { readPackages } from '../../sandbox/src/deploy/read-packages.ts';
import { resolveTemplate } from '../../sandbox/src/deploy/resolve-template.ts';
import { unpackFunction } from '../../sandbox/src/deploy/unpack-function.ts';

export type DeployedFunction = {
  /** `<service>/<function>`. */
  name: string;
  file: string;
  exportName: string;
  zipFile: string;
  environment: Record<string, string>;
};

/** Every packaged function with the environment that its template gives it. */
export const deployedFunctions = (root: string, directory: string): DeployedFunction[] =>
  readPackages(root).flatMap(({ service, template, zipOf }) =>
    resolveTemplate(template, (name) => name)
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ properties }) => {
        const zipFile = zipOf(properties.Code.S3Key);
        return {
          name: `${service}/${/src\/([^/]+)\//.exec(properties.Handler)?.[1]}`,
          ...unpackFunction(zipFile, properties.Handler, join(directory, 'code')),
          zipFile,
          environment: { ...properties.Environment.Variables, ...credentials },
        };
      }),
  );

/** For clients that sign, though nobody checks. */
export const credentials = { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_REGION: 'eu-central-1' };
