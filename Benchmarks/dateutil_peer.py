"""python-dateutil on the rules of a folder: ns per first occurrence, and per occurrence of many in a row."""

import sys
import time
from datetime import datetime, timezone
from itertools import islice

from dateutil import rrule, tz

berlin = tz.gettz("Europe/Berlin")
start = datetime(2016, 11, 21, 9)
now = datetime(2026, 11, 21, tzinfo=timezone.utc)


def median(times):
    return sorted(times)[len(times) // 2]


def timed(rounds, body):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        body()
        times.append(time.perf_counter_ns() - begin)
    return median(times)


def rules(name):
    with open(f"{sys.argv[1]}/{name}") as file:
        return [line.strip() for line in file if line.strip()]


for text in rules("bench-rules.txt"):
    zoned = start.replace(tzinfo=berlin)
    taken = timed(3, lambda: rrule.rrulestr(text, dtstart=zoned).after(now).astimezone(timezone.utc))
    print(f"next {text}", taken, sep="\t")
for text in rules("bench-enum.txt"):
    cells = []
    for begin in (start, start.replace(tzinfo=berlin)):
        rule = rrule.rrulestr(text, dtstart=begin)
        body = lambda: [one.astimezone(timezone.utc) if one.tzinfo else one for one in islice(rule, 500)]
        cells.append(timed(3, body) / 500)
    print(f"list {text}", *cells, sep="\t")
