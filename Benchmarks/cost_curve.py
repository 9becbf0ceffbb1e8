#!/usr/bin/env python3
"""What rituals cost from ten to a million, as a picture and as a table.

cost_curve.py PROGRAMS PICTURE [RUNS]: for each number of rituals the medians of `kin next --json`, of `remind -n` on the
same schedules, and of the daemon's start until it is ready with an empty history.
"""
import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from remind_peer import milliseconds, write

COUNTS = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
SERIES = [("kinkeeperd, start to ready", "#1b6ca8"), ("kin next --json", "#b3541e"), ("remind -n", "#6b6b6b")]


def ready(daemon, config, folder, state=None):
    """From a daemon's start to READY=1, in milliseconds; where no folder of a history is given, it has none."""
    home = tempfile.mkdtemp(dir=folder)
    place = os.path.join(home, "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(place)
        listener.settimeout(120)
        environment = {
            "HOME": home, "PATH": os.environ["PATH"], "NOTIFY_SOCKET": place, "XDG_RUNTIME_DIR": home,
            "KINKEEPER_CONFIG_LIMIT": str(1 << 30), "MALLOC_ARENA_MAX": "2"}
        begin = time.perf_counter()
        process = subprocess.Popen(
            [daemon, "--config", config, "--state", state or os.path.join(home, "state")], env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while b"READY=1" not in listener.recv(65536):
            pass
        taken = (time.perf_counter() - begin) * 1000
        process.terminate()
        process.wait()
    shutil.rmtree(home)
    return taken


def measure(programs, runs):
    kin, daemon = os.path.join(programs, "kin"), os.path.join(programs, "kinkeeperd")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(
            os.environ, HOME=folder, XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder, KINKEEPER_CONFIG_LIMIT=str(1 << 30))
        for count in COUNTS:
            print(f"cost_curve: {count} rituals", file=sys.stderr)
            config, reminders = write(folder, count)
            times = [[], [], []]
            for _ in range(runs if count < 1_000_000 else max(1, runs // 3)):
                times[0].append(ready(daemon, config, folder))
                times[1].append(milliseconds([kin, "next", "--json", "--config", config], environment))
                times[2].append(milliseconds(["remind", "-n", reminders], environment))
            rows.append([statistics.median(one) for one in times])
            os.remove(config)
            os.remove(reminders)
    return rows


def number(count):
    return f"{count:,}"


def picture(rows):
    left, top, width, height = 70, 40, 560, 320
    low, high = 0, math.ceil(math.log10(max(max(row) for row in rows)))

    def x(place):
        return left + width * place / (len(COUNTS) - 1)

    def y(value):
        return top + height * (1 - (math.log10(value) - low) / (high - low))

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 440" font-family="sans-serif" font-size="13">',
        '<rect width="680" height="440" fill="white"/>',
        '<text x="70" y="24">milliseconds, by the number of rituals (both scales are logarithmic)</text>']
    for power in range(low, high + 1):
        line = y(10**power)
        parts.append(f'<path d="M{left} {line:.1f}h{width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{line + 4:.1f}" text-anchor="end">{number(10**power)}</text>')
    for place, count in enumerate(COUNTS):
        parts.append(f'<text x="{x(place):.1f}" y="{top + height + 20}" text-anchor="middle">{number(count)}</text>')
    for index, (name, colour) in enumerate(SERIES):
        points = [(x(place), y(max(row[index], 10**low))) for place, row in enumerate(rows)]
        path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        at = left + index * 210
        parts.append(f'<circle cx="{at}" cy="{top + height + 46}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{at + 10}" y="{top + height + 50}">{name}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def main():
    programs, place = sys.argv[1], sys.argv[2]
    rows = measure(programs, int(sys.argv[3]) if len(sys.argv) > 3 else 7)
    print("| rituals | " + " | ".join(name for name, _ in SERIES) + " |")
    print("|" + "---:|" * 4)
    for count, row in zip(COUNTS, rows):
        print(f"| {number(count)} | " + " | ".join(f"{value:,.1f} ms" for value in row) + " |")
    with open(place, "w", encoding="utf-8") as file:
        file.write(picture(rows))


if __name__ == "__main__":
    main()
