// Everything this page asks of the controller. Addresses are built here; the token travels in a header, never in an address.

const PATIENCE_MS = 6000;
const KEPT_AS = 'pluginlb-token';

export class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** A whole address: one that is relative has the name and password in it with which a page may have been opened, and is not fetched. */
export const at = (path) => location.origin + path;

async function ask(path, options = {}, patience = PATIENCE_MS) {
  const reply = await fetch(at(path), { ...options, cache: 'no-store', signal: AbortSignal.timeout(patience) });
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok && reply.status !== 409) throw new Refused(reply.status, body.detail || `the controller answered ${reply.status}`);
  return body;
}

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();

export const status = () => ask('/api/v1/status');
export const flows = (limit) => ask(`/api/v1/flows?${query({ limit })}`);
export const nodes = (listing) => ask(`/api/v1/nodes?${query(listing)}`);
export const pools = () => ask('/api/v1/pools');
export const endpoints = (listing) => ask(`/api/v1/endpoints?${query(listing)}`);
export const releases = (limit) => ask(`/api/v1/releases?${query({ limit })}`);
export const controllers = () => ask('/cluster/master');
export const events = (after) => ask(`/api/v1/events?${query({ after })}`);
export const diff = (version, from = '') =>
  ask(`/api/v1/releases/${encodeURIComponent(version)}/diff?${query({ from })}`);

// Gone with the tab.
export const token = {
  kept: () => sessionStorage.getItem(KEPT_AS) ?? '',
  keep: (value) => sessionStorage.setItem(KEPT_AS, value),
  forget: () => sessionStorage.removeItem(KEPT_AS),
};

/** Utters a wish; gives where its outcome is to be read. */
export async function wish({ method, path, body }, secret) {
  // Answered 403 for 401 where the token is wrong, which would make the browser forget the login by which it reads.
  const headers = { Authorization: `Bearer ${secret}`, 'X-Requested-With': 'dashboard' };
  if (body) headers['Content-Type'] = 'application/json';
  return (await ask(path, { method, headers, body: body ? JSON.stringify(body) : undefined })).url;
}

/** Waits until a wish has ended, however long that takes. */
export async function outcome(url) {
  for (;;) {
    const seen = await ask(`${url}?wait=10s`, {}, 15000);
    if (seen.done) return seen;
  }
}

const node = (address) => `/api/v1/nodes/${encodeURIComponent(address)}/drain`;

export const wishes = {
  drain: (address, reason) => ({ method: 'PUT', path: node(address), body: { reason } }),
  undrain: (address) => ({ method: 'DELETE', path: node(address) }),
  rollback: (version) => ({ method: 'POST', path: `/api/v1/releases/${encodeURIComponent(version)}/rollback` }),
  unpin: () => ({ method: 'DELETE', path: '/api/v1/pin' }),
  reload: () => ({ method: 'POST', path: '/api/v1/reload' }),
};
