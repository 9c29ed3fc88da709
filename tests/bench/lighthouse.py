"""How fast and how accessible each main page is on a phone: `python -m tests.bench.lighthouse`.

Lighthouse's own mobile profile (slow 4G and a four times slower processor, simulated), cold
caches, signed in, median of three. Exits 1 when a page misses a target.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.bench import chromium, node
from tests.bench.choral import Choral, await_answer, free_port, serving

RUNS = 3
TRIES = 3
PERFORMANCE, ACCESSIBILITY, BEST_PRACTICES = 95, 100, 96
LAYOUT_SHIFT = 0.05
SCRIPTS_KB = 170


@dataclass(frozen=True)
class Score:
    """What Lighthouse says of a page: points out of 100, shift without unit, scripts in KB."""

    performance: float
    accessibility: float
    best_practices: float
    layout_shift: float
    scripts_kb: float
    failures: frozenset[str] = frozenset()

    @property
    def passes(self) -> bool:
        """Whether every target is met."""
        return (
            self.performance >= PERFORMANCE
            and self.accessibility >= ACCESSIBILITY
            and self.best_practices >= BEST_PRACTICES
            and self.layout_shift <= LAYOUT_SHIFT
            and self.scripts_kb <= SCRIPTS_KB
        )


def main() -> int:
    """Measure every page and print a table; return the exit code."""
    with serving() as choral, browser() as port:
        print(f"{'page':16} {'perf':>5} {'a11y':>5} {'bp':>5} {'cls':>6} {'js KB':>6}")
        passed = [measure(choral.url, "/connexion/", port)]
        invoice = sign_in(choral, port)
        for page in ("/", "/factures/", invoice, "/deposer/"):
            passed.append(measure(choral.url, page, port))
    return 0 if all(passed) else 1


def measure(url: str, page: str, port: int) -> bool:
    """Measure one page and print its line; return whether it meets every target."""
    score = median([audit(url + page, port) for _ in range(RUNS)])
    print(
        f"{page:16} {score.performance:5.0f} {score.accessibility:5.0f} "
        f"{score.best_practices:5.0f} {score.layout_shift:6.3f} {score.scripts_kb:6.0f}"
        f"{'' if score.passes else '  below target'}",
        flush=True,
    )
    for failure in sorted(score.failures):
        print(f"    {failure}")
    return score.passes


def audit(url: str, port: int) -> Score:
    """Run Lighthouse once on `url` in the browser that listens on `port`."""
    report = json.loads(run(url, port))
    if report["finalDisplayedUrl"].split("?")[0] != url:
        raise RuntimeError(f"{url} led to {report['finalDisplayedUrl']}")
    return read(report)


def run(url: str, port: int) -> str:
    """Return Lighthouse's report. It asks by itself to be run again when it lost the trace."""
    command = [*node.lighthouse(), url, f"--port={port}", "--output=json", "--quiet"]
    categories = "--only-categories=performance,accessibility,best-practices"
    for _ in range(TRIES):
        ran = subprocess.run([*command, categories], capture_output=True, text=True, check=False)
        if not ran.returncode:
            return ran.stdout
    raise RuntimeError(f"Lighthouse failed on {url}:\n{ran.stderr[-2000:]}")


def read(report: dict) -> Score:
    """Read Lighthouse's JSON report."""
    points = {name: entry["score"] * 100 for name, entry in report["categories"].items()}
    requests = report["audits"]["network-requests"]["details"]["items"]
    scripts = sum(item["transferSize"] for item in requests if item["resourceType"] == "Script")
    return Score(
        points["performance"],
        points["accessibility"],
        points["best-practices"],
        report["audits"]["cumulative-layout-shift"]["numericValue"],
        scripts / 1024,
        frozenset(failures(report)),
    )


def failures(report: dict) -> Iterator[str]:
    """Name what costs points in accessibility and best practices, with the first places."""
    for name in ("accessibility", "best-practices"):
        for entry in report["categories"][name]["auditRefs"]:
            found = report["audits"][entry["id"]]
            if entry["weight"] and found["score"] is not None and found["score"] < 1:
                items = found.get("details", {}).get("items", [])[:3]
                places = [item.get("node", {}).get("selector") or str(item) for item in items]
                yield f"{found['title']}: {'; '.join(places)}"[:300]


def median(scores: Sequence[Score]) -> Score:
    """Return the median of each figure, and every failure seen."""

    def middle(name: str) -> float:
        return statistics.median(getattr(score, name) for score in scores)

    return Score(
        *(middle(name) for name in list(Score.__dataclass_fields__)[:5]),
        failures=frozenset().union(*(score.failures for score in scores)),
    )


def sign_in(choral: Choral, port: int) -> str:
    """Give the browser a session; return the address of an invoice that it may then see."""
    with sync_playwright() as playwright:
        driven = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        choral.signed_in(driven.contexts[0])
        address = choral.an_invoice(driven)
        driven.close()
    return address


@contextmanager
def browser() -> Iterator[int]:
    """Start a Chromium of its own; yield the port on which it takes orders."""
    port = free_port()
    with TemporaryDirectory() as profile:
        log = Path(profile) / "chromium.log"
        orders = [f"--remote-debugging-port={port}", f"--user-data-dir={profile}"]
        with log.open("w") as output:
            process = subprocess.Popen(
                [chromium.path(), "--headless", *chromium.FLAGS, *orders, "about:blank"],
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            await_answer(f"http://127.0.0.1:{port}/json/version", process, log)
            yield port
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
