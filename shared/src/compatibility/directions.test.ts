import { channels } from '../contracts/channels.ts';
import { documents } from '../contracts/documents.ts';
import { directionsOf } from './directions.ts';

test.each([
  ['devices send readings to us', channels['raw-readings'], { readsOlder: true, isReadByOlder: false }],
  ['one service of ours sends to another', channels['accepted-readings'], { readsOlder: true, isReadByOlder: true }],
  ['subscribers outside read', channels['alert-notifications'], { readsOlder: false, isReadByOlder: true }],
  ['a service sends to itself and outside', channels.CurationFinished, { readsOlder: true, isReadByOlder: true }],
  ['operators write what a service reads', documents['alert-rules'], { readsOlder: true, isReadByOlder: false }],
  ['a tool reads what it wrote', documents['set-aside-replay'], { readsOlder: true, isReadByOlder: false }],
])('where %s, it follows who meets whose versions', (_, channel, directions) => {
  expect(directionsOf(channel)).toEqual(directions);
});
