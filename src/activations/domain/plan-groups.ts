import { GROUP_KEYS, type GroupKey, type Groups, groupsPresent, NO_GROUPS } from '../../kernel/index.js';

/** What matters of a location when persons are spread over it. */
export type Housing = {
  /** Verified capacity, in persons. */
  readonly places: number;
  /** The groups that may stay there. */
  readonly suits: readonly GroupKey[];
};

/** A set of groups, one bit per group key. */
type GroupSet = number;

/** A figure for each of the sets that matter, in the order of `setsOf`. */
export type PerSet = readonly number[];

/** The group most often refused goes first, so that it gets the few places that suit it; families stay together. */
const PLACING_ORDER: readonly GroupKey[] = ['unaccompaniedMinors', 'wheelchairUsers', 'families', 'singleAdults'];

const bitOf = (key: GroupKey): GroupSet => 1 << GROUP_KEYS.indexOf(key);
const setOfAll = (keys: readonly GroupKey[]): GroupSet => keys.reduce((set, key) => set | bitOf(key), 0);

/** Every set of groups of which there are persons, the empty set first: at most sixteen. */
export function setsOf(need: Groups): readonly GroupSet[] {
  const present = setOfAll(groupsPresent(need));
  return Array.from({ length: present + 1 }, (_, set) => set).filter((set) => (set & present) === set);
}

/** Per set: the persons who belong to none of its groups. */
export const personsOutside = (need: Groups, sets: readonly GroupSet[]): PerSet =>
  sets.map((set) => GROUP_KEYS.reduce((sum, key) => sum + (set & bitOf(key) ? 0 : need[key]), 0));

/** Per set: the places at this location if it suits at least one of its groups. */
export function roomAt(location: Housing, sets: readonly GroupSet[]): PerSet {
  const suited = setOfAll(location.suits);
  return sets.map((set) => (set & suited ? location.places : 0));
}

export const addRoom = (room: PerSet, more: PerSet): PerSet => room.map((places, at) => places + (more[at] ?? 0));

/** Per set: the room of several locations together. */
export const roomOf = (rooms: readonly PerSet[], sets: readonly GroupSet[]): PerSet =>
  sets.map((_, at) => rooms.reduce((sum, room) => sum + (room[at] ?? 0), 0));

/**
 * How many persons can be placed at most. By max-flow/min-cut over the few groups: for every set of groups, those outside
 * it plus the room for those within it bound the answer, and the tightest bound is reached.
 */
export const placeable = (outside: PerSet, room: PerSet): number =>
  Math.min(...outside.map((persons, at) => persons + (room[at] ?? 0)));

/**
 * Persons per group for each location, in the given order: the first is filled first, as far as nobody elsewhere loses
 * a place by it. Places as many persons as is possible at all, and nobody where their group may not stay.
 */
export function distribute(need: Groups, locations: readonly Housing[]): Groups[] {
  let open = need;
  const left = locations.map((location) => ({ ...location }));
  return left.map((location) => {
    let placed = NO_GROUPS;
    for (const key of PLACING_ORDER.filter((group) => location.suits.includes(group))) {
      const persons = mostOf(key, open, location, left);
      open = { ...open, [key]: open[key] - persons };
      placed = { ...placed, [key]: persons };
      location.places -= persons;
    }
    return placed;
  });
}

/**
 * The most persons of a group that can go to a location without lowering what can be placed in total. One such person
 * lowers the total still placeable by one, but lowers by two the bound of each set of groups that the person is outside
 * of and the location has room for: the slack of those bounds is the limit.
 */
function mostOf(key: GroupKey, need: Groups, location: Housing, all: readonly Housing[]): number {
  const sets = setsOf(need);
  const outside = personsOutside(need, sets);
  const room = roomOf(all.map((one) => roomAt(one, sets)), sets);
  const total = placeable(outside, room);
  const suited = setOfAll(location.suits);
  const slacks = sets.flatMap((set, at) =>
    !(set & bitOf(key)) && set & suited ? [(outside[at] ?? 0) + (room[at] ?? 0) - total] : [],
  );
  return Math.min(need[key], location.places, ...slacks);
}
