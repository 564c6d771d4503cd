// The first thing said: whether all is well, and if not, why. Pure.
import { short, clock } from './format.js';

/** level: well, warn, bad, lost or unknown. */
export function verdict({ link, status }) {
  if (!status && link.lost) return { level: 'lost', title: 'The controller does not answer', why: [`since ${clock(link.lost)}; trying again`] };
  if (!status) return { level: 'unknown', title: 'Loading', why: ['the controller is asked'] };
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

/** What stands where a list will be, while nobody has said what is in it: neither the list nor that it is empty. */
export const pending = ({ link }) => (link.lost ? 'Not known: the controller does not answer.' : 'Loading.');

/** Whether more is about to come there. */
export const busy = ({ link }, known) => String(!known && !link.lost);
