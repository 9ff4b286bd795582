"""The plan before the editors: docs/example in a git repository of its own, and a roadlog that knows its day."""

import shutil
import subprocess

from driving.editor import REPOSITORY

# The sprint of the example runs: there is nothing to find in it on that day.
TODAY = "2026-11-23"
FILES = ("checkout.backlog", "product.roadmap", "roadlog.toml")


def copied(folder):
    """A fresh repository with the example committed in it."""
    shutil.copytree(REPOSITORY / "docs/example", folder)
    git = ["git", "-C", str(folder), "-c", "user.name=Maria Kovač", "-c", "user.email=maria@shop.example"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Plan the guest checkout"]):
        subprocess.run([*git, *arguments], check=True, env={"PATH": "/usr/bin:/bin", "HOME": str(folder.parent)})
    for name, value in (("user.name", "Maria Kovač"), ("user.email", "maria@shop.example")):
        subprocess.run(["git", "-C", str(folder), "config", name, value], check=True)
    return folder


def program(folder, roadlog):
    """A folder for PATH with a `roadlog` that stays in the week of the plan."""
    folder.mkdir(parents=True)
    wrapper = folder / "roadlog"
    wrapper.write_text(f'#!/bin/sh\nexec "{roadlog}" --today {TODAY} "$@"\n')
    wrapper.chmod(0o755)
    return folder


def original():
    """The files of the plan as they were copied."""
    return {name: (REPOSITORY / "docs/example" / name).read_text() for name in FILES}
