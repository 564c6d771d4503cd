// The stream of changes. The browser itself comes again with the id of the last event it saw; where it gives up, because the
// answer was no stream, this does.
import { at } from './api.js';

const AGAIN_MS = 3000;

export const KINDS = [
  'node', 'main', 'plan', 'endpoint', 'release', 'state', 'nginx', 'pin', 'redis', 'fault', 'leader', 'controller', 'action',
];

/**
 * Calls opened, lost and happened(event) as things go, without end. A hidden page listens to nothing: browsers have six connections
 * for one server, and six open pages would leave none to ask with.
 */
export function listen(after, { opened, lost, happened }) {
  let last = after;
  let source = null;
  const open = () => {
    const mine = new EventSource(at(`/api/v1/events?after=${last}`));
    source = mine;
    const take = (message) => {
      const event = JSON.parse(message.data);
      last = event.id;
      happened(event);
    };
    KINDS.forEach((kind) => mine.addEventListener(kind, take));
    mine.onopen = opened;
    mine.onerror = () => {
      lost();
      if (mine.readyState === EventSource.CLOSED) setTimeout(() => source === mine && open(), AGAIN_MS);
    };
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      open();
    }
  });
  if (!document.hidden) open();
}
