// The first thing said: whether all is well, and if not, why. Pure.
import { short, clock } from './format.js';

/** level: well, warn, bad, lost or unknown. */
export function verdict({ link, status }) {
  if (!status) return { level: 'unknown', title: link.lost ? 'The controller does not answer' : 'Asking the controller', why: [] };
  if (link.lost) {
    return {
      level: 'lost',
      title: 'Disconnected from the controller',
      why: [`what is shown is what was known at ${clock(link.seen)}; trying again`, ...status.wrong],
    };
  }
  if (status.wrong.length === 0) {
    return { level: 'well', title: 'All is well', why: [`${status.nodes.up} of ${status.nodes.total} nodes up, ${short(status.live)} is live`] };
  }
  const bad = status.nodes.up === 0 || !status.proven;
  return { level: bad ? 'bad' : 'warn', title: 'Not well', why: status.wrong };
}
