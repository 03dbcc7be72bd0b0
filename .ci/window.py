"""A real window under a display of its own, driven by real pointer and key events.

Where things are is asked of the running program by accessible name (feature `inspection`); what is done to them is
done by the X server, as a person's hand would.
"""

import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

import msgpack


# AccessKit's flag of what cannot be used now.
DISABLED = 1 << 9


class Window:
    """Starts a display and the program; ends both on leaving."""

    def __init__(self, program, *args, size=(1280, 800), env=None):
        self.folder = tempfile.mkdtemp(prefix="dectet-smoke-")
        display = self._start_display(size)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        home = os.path.join(self.folder, "home")
        run = os.path.join(self.folder, "run")
        os.makedirs(home)
        os.makedirs(run, mode=0o700)
        self.env = dict(os.environ, HOME=home, XDG_RUNTIME_DIR=run, LIBGL_ALWAYS_SOFTWARE="1",
                        XDG_CONFIG_HOME=home + "/.config", XDG_DATA_HOME=home + "/.local/share", NO_AT_BRIDGE="1",
                        LANG="C.UTF-8", EGUI_INSPECTION=f"127.0.0.1:{self.port}")
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DECTET_WORKSPACE", "DECTET_TEAM", "LC_ALL", "LC_MESSAGES"):
            self.env.pop(name, None)
        self.env.update(display)
        self.env.update(env or {})
        self.log_path = os.path.join(self.folder, "program.log")
        self.log = open(self.log_path, "wb")
        self.started = time.monotonic()
        self.program = subprocess.Popen([program, *args], env=self.env, stdout=self.log, stderr=self.log)
        self.link = None
        self.home = home

    def _start_display(self, size):
        """Starts the display; the variables that say where it is."""
        read, write = os.pipe()
        self.display_server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        # To the end of the line: the server writes it in two parts, and dies if nobody reads the second.
        with os.fdopen(read) as answer:
            return {"DISPLAY": f":{answer.readline().strip()}"}

    def __enter__(self):
        try:
            self._connect()
            window = self.until(lambda: self._x("search", "--onlyvisible", "--pid", str(self.program.pid)).split(), "a window")[0]
            self._x("windowmove", window, "0", "0")
            self._x("windowfocus", window)
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, _value, _trace):
        if kind is not None:
            try:
                self.picture("smoke-failed.png")
                names = [f"{role}: {name}" for role, name, *_ in self.widgets()]
                print("On the screen were:", *names, sep="\n  ")
            except Exception as error:  # the program may be gone
                print(f"(no picture: {error})")
            with open(self.log_path, errors="replace") as log:
                print(log.read()[-4000:])
        for process in (self.program, self.display_server):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _x(self, *args):
        return subprocess.run(["xdotool", *args], env=self.env, capture_output=True, text=True, check=False).stdout

    def until(self, ask, what, seconds=60):
        """Asks again and again until the answer is true; what it waits for is named when it does not come."""
        end = time.monotonic() + seconds
        while True:
            answer = ask()
            if answer:
                return answer
            if self.program.poll() is not None:
                raise AssertionError(f"the program ended while waiting for {what}")
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s in vain for {what}")
            time.sleep(0.1)

    # What is on the screen.

    def _connect(self):
        def attempt():
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=60)
            except ConnectionRefusedError:
                return None
        self.link = self.until(attempt, "the program to answer")
        assert self._read(8)[:4] == b"eins", "not an inspection server"

    def _read(self, count):
        data = b""
        while len(data) < count:
            more = self.link.recv(count - len(data))
            if not more:
                raise EOFError("the program closed the connection")
            data += more
        return data

    def _ask(self, request):
        body = msgpack.packb(request, use_single_float=True)
        self.link.sendall(struct.pack(">I", len(body)) + body)
        return msgpack.unpackb(self._read(struct.unpack(">I", self._read(4))[0]), strict_map_key=False)

    def widgets(self):
        """(role, name, value, bounds, whether disabled) of all widgets with a name, from top to bottom."""
        _, _, tree = self._ask("GetTree")["Tree"]
        nodes = {number: (node[0], node[-1], node[-2]) for number, node in (tree or [[]])[0]}
        found = []
        for role, fields, flags in nodes.values():
            name = fields.get("label") or " ".join(
                str(nodes[key][1].get("label") or nodes[key][1].get("value") or "") for key in fields.get("labelledBy", []) if key in nodes)
            if "bounds" in fields and role != "textRun" and (name or fields.get("value")):
                found.append((role, name or "", fields.get("value"), fields["bounds"], bool(flags & DISABLED)))
        return sorted(found, key=lambda widget: (widget[3][1], widget[3][0]))

    def find(self, name, role=None, enabled=False):
        """The centre of the widget with this name (or one that begins with it when the name ends in `…`), or None."""
        def fits(known):
            return known.startswith(name[:-1]) if name.endswith("…") else known == name
        hits = [w for w in self.widgets() if (fits(w[1]) or fits(str(w[2] or ""))) and (role is None or w[0] == role) and not (enabled and w[4])]
        hits.sort(key=lambda widget: widget[0] == "label")  # what can be clicked before what only says so
        if not hits:
            return None
        left, top, right, bottom = hits[0][3]
        return (left + right) / 2, (top + bottom) / 2

    def wait(self, name, role=None, seconds=60):
        return self.until(lambda: self.find(name, role), f"“{name}”", seconds)

    def rest(self, name, role=None):
        """The place of a widget that can be used and has stopped moving: a list that grows or a bar that opens moves what is below."""
        def attempt():
            before = self.find(name, role, enabled=True)
            time.sleep(0.15)
            return before if before and before == self.find(name, role, enabled=True) else None
        return self.until(attempt, f"“{name}” to rest")

    def picture(self, path):
        subprocess.run(["import", "-silent", "-window", "root", path], env=self.env, check=False)

    # What a hand does.

    def _move(self, place):
        self._x("mousemove", str(round(place[0])), str(round(place[1])))

    def click(self, name, role=None):
        place = self.rest(name, role)
        self._move(place)
        time.sleep(0.15)
        self._x("click", "1")
        time.sleep(0.25)

    def drag(self, source, target):
        (x, y), end = self.rest(source), self.rest(target)
        self._move((x, y))
        time.sleep(0.15)
        self._x("mousedown", "1")
        # What is pressed is what lies under the pointer when the frame is drawn: no move before that.
        self.widgets()
        time.sleep(0.3)
        for part in range(1, 21):
            self._move((x + (end[0] - x) * part / 20, y + (end[1] - y) * part / 20))
            time.sleep(0.04)
        time.sleep(0.3)
        self._x("mouseup", "1")
        time.sleep(0.3)

    def type(self, text):
        self._x("type", "--delay", "15", "--", text)
        time.sleep(0.2)

    def key(self, *keys):
        self._x("key", "--delay", "30", *keys)
        time.sleep(0.2)
