// Numbers and times as people read them. What is not known is a dash.

const DASH = '–';

const digits = (value, most) => value.toLocaleString('en', { maximumFractionDigits: most, minimumFractionDigits: most });

export const count = (value) => (value == null ? DASH : value.toLocaleString('en'));

export const rate = (perSecond) => (perSecond == null ? DASH : `${digits(perSecond, perSecond >= 100 ? 0 : 1)}/s`);

/** From milliseconds. */
export function span(millis) {
  if (millis == null) return DASH;
  if (millis < 1000) return `${digits(millis, millis > 0 && millis < 10 ? 1 : 0)} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${digits(seconds, 1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d ${Math.floor((seconds % 86400) / 3600)} h`;
}

/** The time of day, with the date if it is not today's. */
export function clock(time) {
  const when = new Date(time);
  const day = when.toDateString() === new Date().toDateString() ? '' : `${when.toLocaleDateString('sv')} `;
  return day + when.toLocaleTimeString('en-GB');
}

/** Where the clock goes like that. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'the local time';

/** What is left of a version when there is little room; the whole is in the title. */
export const short = (version) => (version ? version.slice(0, 12) : DASH);

export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** What a pin keeps from being followed: with the Lua driver nodes still come and go. */
export const unfollowed = (status) =>
  status?.wanted_state ? 'templates and settings are not followed' : 'the plan is not followed';
