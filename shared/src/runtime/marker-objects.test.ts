import { aBucket } from '../testing/a-bucket.ts';
import { markerObjects } from './marker-objects.ts';

test('a marker is set for everybody once it is set', async () => {
  const bucket = aBucket();
  const [mine, others] = [markerObjects(bucket), markerObjects(bucket)];
  expect(await others.isSet('done/a')).toBe(false);
  await mine.set('done/a');
  expect(await others.isSet('done/a')).toBe(true);
  expect(await others.isSet('done/b')).toBe(false);
});

test('setting what is set already is no failure', async () => {
  const markers = markerObjects(aBucket({ 'done/a': '' }));
  await expect(markers.set('done/a')).resolves.toBeUndefined();
});

test('a bucket that does not answer is a failure, never an absent marker', async () => {
  const bucket = aBucket();
  const markers = markerObjects(bucket);
  bucket.fail('HEAD');
  await expect(markers.isSet('done/a')).rejects.toThrow();
  bucket.fail('PUT');
  await expect(markers.set('done/a')).rejects.toThrow('AccessDenied');
});
