// Numbers and times as people read them. What is not known is a dash.

const DASH = '–';

// Made once: to make one costs as much as to write a hundred numbers with it, and a page has hundreds.
const NUMBERS = [0, 1, 2].map((places) => new Intl.NumberFormat('en', { maximumFractionDigits: places, minimumFractionDigits: places }));
const WHOLE = new Intl.NumberFormat('en');
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('sv');

const digits = (value, places) => NUMBERS[places].format(value);

export const count = (value) => (value == null ? DASH : WHOLE.format(value));

/** Two digits where one would say that there is nothing. */
export function rate(perSecond) {
  if (perSecond == null) return DASH;
  const places = perSecond >= 100 ? 0 : perSecond > 0 && perSecond < 0.1 ? 2 : 1;
  return `${digits(perSecond, places)}/s`;
}

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
  const day = when.toDateString() === new Date().toDateString() ? '' : `${DAY.format(when)} `;
  return day + TIME.format(when);
}

/** Where the clock goes like that. */
export const zone = () => TIME.resolvedOptions().timeZone ?? 'the local time';

/** What is left of a version when there is little room; the whole is in the title. */
export const short = (version) => (version ? version.slice(0, 12) : DASH);

export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** What a pin keeps from being followed: with the Lua driver nodes still come and go. */
export const unfollowed = (status) =>
  status?.wanted_state ? 'templates and settings are not followed' : 'the plan is not followed';
