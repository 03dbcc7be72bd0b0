#!/usr/bin/env python3
"""The program on Wayland: started by `.ci/run` in a compositor without a screen, with no X server to fall back to. Checks
that a window is there, holds what it should, and ends when it is told to. Where there is no weston it says so and checks
nothing.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from window import Window


class WaylandWindow(Window):
    """A window of a Wayland compositor: it can be looked at by accessible name, but no hand can touch it."""

    def _start_display(self, size):
        runtime = os.path.join(self.folder, "wayland")
        os.makedirs(runtime, mode=0o700)
        self.display_server = subprocess.Popen(
            ["weston", "--backend=headless-backend.so", "--use-pixman", "--socket=dectet", "--idle-time=0",
             f"--width={size[0]}", f"--height={size[1]}", f"--log={runtime}/log"],
            env=dict(os.environ, XDG_RUNTIME_DIR=runtime), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        place = pathlib.Path(runtime) / "dectet"
        end = time.monotonic() + 30
        while not place.exists():
            if self.display_server.poll() is not None or time.monotonic() > end:
                raise AssertionError("weston did not start")
            time.sleep(0.1)
        return {"WAYLAND_DISPLAY": str(place), "DISPLAY": ""}

    def __enter__(self):
        try:
            self._connect()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self


def main(program):
    if shutil.which("weston") is None:
        print("skipped: there is no weston on this machine")
        return
    with WaylandWindow(program) as window:
        window.wait("Web shop")
        assert window.find("Create project") or window.find("Open"), "the first page is not whole"
        print("ok    a window opens on Wayland, without X")
        window.program.send_signal(signal.SIGTERM)
        window.program.wait(20)
        print("ok    it ends when it is told to")


if __name__ == "__main__":
    main(sys.argv[1])
