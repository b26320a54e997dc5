import { rmSync } from 'node:fs';
import { deployTemplate } from './deploy/deploy-template.ts';
import { readPackages } from './deploy/read-packages.ts';
import { createPlatform, type Platform } from './platform.ts';
import { seedPlatform } from './seed/seed-platform.ts';

type Settings = {
  /** Of the checkout, where the services are packaged. */
  root: string;
  directory: string;
  port: number;
  /** Forgets what an earlier run kept. */
  fresh: boolean;
  /** Devices to register beside the ward. */
  replayedDevices?: Iterable<string>;
  progress: (step: string) => void;
};

/** The whole platform, deployed from the services' packages and seeded, on loopback. */
export const startSandbox = async ({
  root,
  directory,
  port,
  fresh,
  replayedDevices,
  progress,
}: Settings): Promise<Platform> => {
  const packages = readPackages(root);
  if (fresh) rmSync(directory, { recursive: true, force: true });
  progress('Starting the AWS endpoint');
  const platform = await createPlatform({ directory, port });
  try {
    for (const each of packages) {
      progress(`Deploying ${each.service}`);
      await deployTemplate(platform, each);
    }
    progress('Registering devices and rules');
    await seedPlatform(platform, replayedDevices);
  } catch (error) {
    await platform.close();
    throw error;
  }
  return platform;
};
