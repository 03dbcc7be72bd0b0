#!/usr/bin/env python3
"""The reports in a browser: made by the real program from the shop, opened in headless Chromium in light and dark, wide,
narrow and for print, in both languages. Checks what a reader needs who cannot see, or sees badly: language, headings in
order, names of tables and their parts, contrast, nothing cut off, nothing from elsewhere. Run by `.ci/run` with the
program as its argument; where there is no Chromium it says so and checks nothing.
"""

import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent

CHECKS = """
(() => {
  const wrong = [];
  const all = (query) => [...document.querySelectorAll(query)];
  if (!document.documentElement.lang) wrong.push("no language");
  if (!document.title) wrong.push("no title");
  if (all("main").length !== 1) wrong.push("not one main");
  const levels = all("h1,h2,h3,h4,h5,h6").map((h) => Number(h.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) wrong.push("not one h1");
  levels.forEach((level, i) => { if (i && level > levels[i - 1] + 1) wrong.push(`a heading of level ${level} after ${levels[i - 1]}`); });
  const ids = all("[id]").map((e) => e.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id twice");
  all("[aria-labelledby]").forEach((e) => e.getAttribute("aria-labelledby").split(" ").forEach((id) => {
    if (!document.getElementById(id)) wrong.push(`no ${id} to be named by`);
  }));
  all("th").forEach((th) => { if (!th.scope || !th.textContent.trim()) wrong.push(`a head of a table without scope or words: ${th.textContent}`); });
  all("table").forEach((table) => {
    const region = table.closest("[role=region]");
    if (!region || !(region.ariaLabel || region.getAttribute("aria-labelledby"))) wrong.push("a table without a name");
  });
  all("svg,img").forEach((e) => {
    if (!(e.getAttribute("alt") || e.getAttribute("aria-label") || e.getAttribute("aria-hidden") || e.querySelector("title"))) wrong.push("an image without words");
  });
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const color = number(getComputedStyle(e).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  let least = 99;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  all("details").forEach((e) => { e.open = true; });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.textContent.trim() || ["SCRIPT", "STYLE"].includes(e.tagName) || e.closest("svg")) continue;
    const style = getComputedStyle(e);
    if (Number(style.opacity) < 1) wrong.push("text that shines through: " + node.textContent.trim());
    const [a, b] = [light(number(style.color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    least = Math.min(least, ratio);
    if (ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 40)}`);
    if (parseFloat(style.fontSize) < 12) wrong.push(`${style.fontSize}: ${node.textContent.trim().slice(0, 40)}`);
  }
  const page = document.scrollingElement;
  if (page.scrollWidth > window.innerWidth) wrong.push(`the page is ${page.scrollWidth} wide in a window of ${window.innerWidth}`);
  document.documentElement.dataset.checks = JSON.stringify({ wrong: [...new Set(wrong)], least, width: window.innerWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches });
})();
"""


def chromium():
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


def run(program, *args, cwd, env):
    done = subprocess.run([program, *args], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise AssertionError(f"{' '.join(args)}: {done.stderr}")


def open_page(browser, page, home, *options):
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}", *options, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=dict(os.environ, HOME=home)).stdout


def main(program):
    browser = chromium()
    if browser is None:
        print("skipped: there is no Chromium on this machine")
        return
    program = str(pathlib.Path(program).resolve())
    failed = 0
    with tempfile.TemporaryDirectory(prefix="dectet-page-", ignore_cleanup_errors=True) as folder:
        folder = pathlib.Path(folder)
        project = folder / "shop"
        shutil.copytree(HERE / "examples" / "ecommerce", project)
        for language in ("en", "sv"):
            config = folder / language
            config.mkdir()
            (config / "settings.json").write_text(json.dumps({"language": language}))
            env = dict(os.environ, DECTET_CONFIG_DIR=str(config), DECTET_LANGUAGE=language, LANG=f"{language}.UTF-8", LC_ALL="")
            shutil.rmtree(project / "reports", ignore_errors=True)
            run(program, "expand", cwd=project, env=env)
            run(program, "integrate", cwd=project, env=env)
            run(program, "validate", "--report", "--skip-commands", cwd=project, env=env)
            pages = sorted(project.glob("reports/**/*.html"))
            if len(pages) != 2:
                raise AssertionError(f"two pages were to be written, not {pages}")
            for page in pages:
                text = page.read_text(encoding="utf-8")
                foreign = re.findall(r'(?:src|href)="?(?:https?:)?//[^"\s>]*|<script|@import|url\(', text)
                copy = page.with_suffix(".checked.html")
                copy.write_text(text.replace("</body>", f"<script>{CHECKS}</script></body>"), encoding="utf-8")
                for name, options in {
                    "light": ["--window-size=1280,900", "--blink-settings=preferredColorScheme=1"],
                    "dark": ["--window-size=1280,900", "--blink-settings=preferredColorScheme=0"],
                    "narrow": ["--window-size=500,900", "--blink-settings=preferredColorScheme=1"],
                }.items():
                    dom = open_page(browser, copy, str(folder / "browser"), "--dump-dom", *options)
                    found = re.search(r'data-checks="([^"]*)"', dom)
                    if not found:
                        raise AssertionError(f"{page.name} was not opened: {dom[:500]}")
                    checks = json.loads(html.unescape(found.group(1)))
                    wrong = checks["wrong"] + [f"from elsewhere: {one}" for one in foreign]
                    if checks["dark"] != (name == "dark"):
                        wrong.append("not in the colours that the system wants")
                    if f'lang="{language}"' not in text:
                        wrong.append(f"not in {language}")
                    failed += bool(wrong)
                    said = "; ".join(wrong) if wrong else f"contrast at least {checks['least']:.1f}"
                    print(f"{'FAIL' if wrong else 'ok':5} {page.name} in {language}, {name}, {checks['width']} wide: {said}")
                copy.unlink()
                printed = folder / "page.pdf"
                open_page(browser, page, str(folder / "browser"), f"--print-to-pdf={printed}", "--no-pdf-header-footer")
                is_printed = printed.is_file() and printed.read_bytes().startswith(b"%PDF")
                failed += not is_printed
                print(f"{'ok' if is_printed else 'FAIL':5} {page.name} in {language}, printed")
                printed.unlink(missing_ok=True)
    if failed:
        raise SystemExit(f"{failed} checks of pages failed")


if __name__ == "__main__":
    main(sys.argv[1])
