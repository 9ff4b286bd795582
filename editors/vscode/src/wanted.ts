/** Which of the server's code actions a command means. */

/** A code action, as far as it is looked at here. */
export interface Offered {
  readonly title: string;
}

/** A command that makes one of the changes that the server offers for the item at the cursor. */
export interface Wanted {
  readonly command: string;
  /** How the titles of the changes begin that are meant. */
  readonly titles: RegExp;
  /** Whether the first one is meant, or whoever asks chooses among all. */
  readonly takesFirst: boolean;
  /** What is said where the server offers none. */
  readonly none: string;
}

export const CHANGES: readonly Wanted[] = [
  {
    command: "roadlog.accept",
    titles: /^(Accept|Sign off) /,
    takesFirst: true,
    none: "There is nothing to accept here: the item is not in review, has open criteria, or is not yours to accept.",
  },
  {
    command: "roadlog.reject",
    titles: /^Reject /,
    takesFirst: true,
    none: "There is nothing to reject here: the item is not in review, or is not yours to reject.",
  },
  {
    command: "roadlog.nextStatus",
    titles: /^Set \S+ to /,
    takesFirst: true,
    none: "There is no item here that has a next status.",
  },
  {
    command: "roadlog.newItem",
    titles: /^New /,
    takesFirst: false,
    none: "There is no item here that another one could serve.",
  },
];

/** The actions that the command means, in the server's order. */
export function meant<Action extends Offered>(wanted: Wanted, offered: readonly Action[]): Action[] {
  const fitting = offered.filter((action) => wanted.titles.test(action.title));
  return wanted.takesFirst ? fitting.slice(0, 1) : fitting;
}
