// The stream of changes. The browser itself comes again with the id of the last event it saw; where it gives up, because the
// answer was no stream, this does.

const AGAIN_MS = 3000;

export const KINDS = [
  'node', 'main', 'plan', 'endpoint', 'release', 'state', 'nginx', 'pin', 'redis', 'leader', 'controller', 'action',
];

/** Calls opened, lost and happened(event) as things go, without end. */
export function listen(after, { opened, lost, happened }) {
  let last = after;
  const open = () => {
    const source = new EventSource(`/api/v1/events?after=${last}`);
    const take = (message) => {
      const event = JSON.parse(message.data);
      last = event.id;
      happened(event);
    };
    KINDS.forEach((kind) => source.addEventListener(kind, take));
    source.onopen = opened;
    source.onerror = () => {
      lost();
      if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_MS);
    };
  };
  open();
}
