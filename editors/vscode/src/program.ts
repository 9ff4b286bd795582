/** Which program is started as the server, and where it is. */

import * as path from "node:path";

/** What a search for a program needs to know of the machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The value of `PATH`. */
  readonly path: string;
  /** The user's own folder, which `~` stands for. */
  readonly home: string;
  /** Whether there is a file of that name that can be started. */
  readonly isProgram: (file: string) => boolean;
}

const NAME = "roadlog";

/**
 * The server's program: the one that the settings name, else the one on `PATH`, else the one where `cargo install` puts
 * programs. None where there is none.
 */
export function findProgram(configured: string, folder: string | undefined, machine: Machine): string | undefined {
  const places = configured === "" ? searched(machine) : [resolved(configured, folder, machine)];
  return places.find((file) => machine.isProgram(file));
}

/** Where a program without a path is looked for, in this order. */
function searched(machine: Machine): string[] {
  const paths = pathsOf(machine);
  const names = machine.platform === "win32" ? [`${NAME}.exe`, `${NAME}.cmd`] : [NAME];
  // An editor that was started from a desktop often lacks what a terminal's profile adds to PATH.
  const folders = [...machine.path.split(paths.delimiter).filter((part) => part !== ""), paths.join(machine.home, ".cargo", "bin")];
  return folders.flatMap((part) => names.map((name) => paths.join(part, name)));
}

/** The path in a setting: below the user's own folder behind `~/`, below the workspace's where it is relative. */
function resolved(configured: string, folder: string | undefined, machine: Machine): string {
  const paths = pathsOf(machine);
  if (/^~[\\/]/.test(configured)) {
    return paths.join(machine.home, configured.slice(2));
  }
  return paths.isAbsolute(configured) || folder === undefined ? configured : paths.join(folder, configured);
}

function pathsOf(machine: Machine): path.PlatformPath {
  return machine.platform === "win32" ? path.win32 : path.posix;
}
