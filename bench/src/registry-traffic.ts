/**
 * What one execution environment is measured with: readings of devices at random, a batch a second, while one device changes
 * from time to time.
 */
export const traffic = { readings: 1_000_000, batch: 1000, secondsBetweenPublications: 300, maxAgeSeconds: 60 };
