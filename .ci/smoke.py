"""The whole way through, as a person goes it: open the shop, drag, expand, resolve, integrate, quit; then the files on
disk are looked at. Run by `.ci/run` with the program as its argument (built with the feature `inspection`)."""

import json
import pathlib
import sys

from window import Window


PASSED = []


def check(what, truth):
    print(("ok    " if truth else "WRONG ") + what)
    if not truth:
        raise AssertionError(what)
    PASSED.append(what)


def main(program):
    with Window(program) as window:
        project = pathlib.Path(window.home) / "dectet" / "my-shop"

        window.click("Web shop")
        window.click("Create project")
        window.wait("Close project")
        manifest = project / "team-coordination-manifest.yaml"
        before = manifest.read_text(encoding="utf-8")

        window.click("Teams…", role="button")
        window.drag("payment-gateways, Delta", "Team Gamma")
        window.wait("payment-gateways, Gamma")
        after = window.until(lambda: (text := manifest.read_text(encoding="utf-8")) != before and text, "the manifest on disk")
        comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
        check("every comment of the manifest is still there", all(line in after.splitlines() for line in comments))
        gone = [line for line in before.splitlines() if line not in after.splitlines()]
        check("only the moved responsibility's lines changed", len(gone) <= 2)

        window.drag("webhooks, Delta", "Unassigned responsibilities")
        window.wait("webhooks, Unassigned")
        window.until(lambda: "unassigned:" in manifest.read_text(encoding="utf-8"), "the tray on disk")
        window.key("ctrl+z")
        window.until(lambda: manifest.read_text(encoding="utf-8") == after, "the step taken back, byte for byte")
        check("a step is taken back byte for byte", True)

        window.click("Mega-files…", role="button")
        # What is copied in the editor comes back as a reply, through the system's clipboard.
        window.click("Mega-file text")
        window.key("ctrl+a")
        window.key("ctrl+c")
        window.key("ctrl+shift+v")
        window.wait("Take in an assistant's reply")
        window.wait("mega-files/alpha/database-schema.yaml, Alpha, as it is on disk")
        check("a reply in the clipboard is taken apart and known again", True)
        window.key("Escape")
        window.click("Expand all")
        window.click("Write …", role="button")
        window.wait("Done", role="button")
        written = sum(1 for path in (project / "teams").rglob("*") if path.is_file())
        check(f"hundreds of files were written ({written})", written >= 500)

        window.click("Conflicts…", role="button")
        if not window.find("Integrate…", role="button"):
            window.click("Look …", role="button")
        window.wait("Integrate, leave…", role="button")
        # The first conflict in the list, settled with its first team's whole file.
        window.key("1")
        window.click("Integrate…", role="button")
        result = project / "integrated"
        [written] = window.until(lambda: list(project.glob("reports/integration-*.json")), "the report of the integration")
        report = json.loads(written.read_text(encoding="utf-8"))["report"]
        check(f"the conflict was settled by a key ({report['resolved']} settled)", report["resolved"] >= 1)
        merged = sum(1 for path in result.rglob("*") if path.is_file())
        check(f"the result is on disk ({merged} files)", merged >= 500)
        check("no conflict markers are in it", not any(
            b"<<<<<<< " in path.read_bytes() for path in result.rglob("*") if path.is_file()))

        window.key("ctrl+q")
        window.until(lambda: window.program.poll() is not None or None, "the program to end")
        check("it ended by itself, without an error", window.program.returncode == 0)


if __name__ == "__main__":
    main(sys.argv[1])
    print(f"{len(PASSED)} passed, 0 failed")
