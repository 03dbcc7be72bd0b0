"""The package as a person meets it: installed, started by its desktop entry on a manifest, started once more beside the
first, on a home that cannot be written, twice as large and without a graphics card; then removed. Run by `.ci/run` with
the .deb as its argument (of a program built with the feature `inspection`)."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from window import Window

ENTRY = pathlib.Path("/usr/share/applications/dectet.desktop")
PROGRAM = pathlib.Path("/usr/bin/dectet")
KIND = "application/x-dectet-manifest"
MANIFEST = """\
project: {name: installed}
teams:
  alpha: {name: Foundation, responsibilities: [entities], boundaries: {write_paths: [src/core/**]}}
"""


def check(what, truth):
    print(("ok    " if truth else "WRONG ") + what)
    if not truth:
        raise AssertionError(what)


def said(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


class Process:
    """A process that somebody else started, with what of `Popen` a window needs."""

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            state = pathlib.Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return 0
        return 0 if state == "Z" else None

    def wait(self, seconds):
        end = time.monotonic() + seconds
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("dectet", seconds)
            time.sleep(0.05)

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)


class Launched(Window):
    """A window that was opened by a desktop entry: whoever launches it is gone by then."""

    def __init__(self, *files, **options):
        super().__init__("gio", "launch", str(ENTRY), *map(str, files), **options)
        try:
            self.program.wait(60)
            self.program = Process(self.until_started(f"DISPLAY={self.env['DISPLAY']}".encode()))
        except BaseException:
            self.__exit__(None, None, None)
            raise

    @staticmethod
    def until_started(display):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for process in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    is_ours = os.readlink(process / "exe") == str(PROGRAM)
                    if is_ours and display in (process / "environ").read_bytes().split(b"\0"):
                        return int(process.name)
                except OSError:
                    continue
            time.sleep(0.1)
        raise AssertionError("the desktop entry started nothing")


def installed_files():
    return [pathlib.Path(line) for line in said("dpkg", "-L", "dectet").splitlines() if line not in ("/.", "")]


def main(package):
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*sudo, "dpkg", "-i", package], check=True, stdout=subprocess.DEVNULL)
    files = [path for path in installed_files() if path.is_file()]
    try:
        check("the desktop entry is valid", subprocess.run(["desktop-file-validate", str(ENTRY)], check=False).returncode == 0)
        check("the program says its version", said(str(PROGRAM), "--version").startswith("dectet "))
        check("every verb has a page", (pathlib.Path("/usr/share/man/man1") / "dectet-integrate.1.gz").is_file())
        look()
    finally:
        subprocess.run([*sudo, "dpkg", "-r", "dectet"], check=True, stdout=subprocess.DEVNULL)
    left = [path for path in files if path.exists()]
    check(f"removed without a trace {left or ''}", not left)


def look():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dectet installed å "))
    manifest = folder / "team-coordination-manifest.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    kind = said("gio", "info", "-a", "standard::content-type", str(manifest))
    check("a manifest is known as one", KIND in kind)
    check("and Dectet opens it", "dectet.desktop" in said("gio", "mime", KIND))
    try:
        with Launched(manifest) as window:
            window.wait("Close project")
            check("the desktop entry opens a window on the manifest", any("installed" in name for _, name, *_ in window.widgets()))
            # A second one beside it, with the same home, from a folder of no meaning.
            env = {"HOME": window.home, "XDG_CONFIG_HOME": window.home + "/.config", "PWD": "/"}
            with Window(str(PROGRAM), env=env) as second:
                second.wait("Web shop")
                check("a second instance opens beside the first", window.program.poll() is None)
        # A home that nobody can write, not even the superuser.
        with Window(str(PROGRAM), env={"HOME": "/proc", "XDG_CONFIG_HOME": "/proc", "XDG_DATA_HOME": "/proc"}) as window:
            window.wait("Web shop")
            check("it starts on a home that cannot be written", True)
        # Twice as large, and nothing says that pictures are drawn by software.
        with Window(str(PROGRAM), size=(2560, 1600), env={"WINIT_X11_SCALE_FACTOR": "2", "LIBGL_ALWAYS_SOFTWARE": "0"}) as window:
            window.wait("Web shop")
            check("it starts twice as large and finds out by itself how to draw", True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1])
