#!/usr/bin/env python3
"""What a restart costs with a long history, beside a first start with the same rituals.

restart.py DAEMON [RITUALS] [RUNS]: each ritual was adopted a year ago, and was last reminded of and answered when it was
last due. Prints the medians from start to READY.
"""
import datetime
import os
import sqlite3
import statistics
import sys
import tempfile

from cost_curve import number, ready
from remind_peer import DAYS, MONTHS, schedules, write


def last_due(phrase, today):
    """The latest day before today on which one of the schedules of remind_peer.py was due, and its time."""
    words = phrase.split()
    clock = words[-1]
    for back in range(1, 400):
        day = today - datetime.timedelta(days=back)
        weekday, month = DAYS[day.weekday()].lower(), MONTHS[day.month - 1].lower()
        if words[1] == "first":
            comes = weekday == words[2] and day.day <= 7
        elif words[1] == "month":
            comes = day.day == int(words[4])
        elif words[1] == "year":
            comes = day.day == int(words[3]) and month == words[4]
        else:
            comes = weekday == words[1]
        if comes:
            return day, clock
    raise ValueError(phrase)


def lengthen(state, count):
    """Has a history of rituals that were just adopted say that each was adopted a year ago, reminded of and answered."""
    now = datetime.datetime.now(datetime.timezone.utc)
    connection = sqlite3.connect(os.path.join(state, "history.sqlite"))
    # Events are never changed, which triggers see to; this history is made up.
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE events SET at = at - 400 * 86400")
    known = {}
    rows = []
    for place, (phrase, _) in enumerate(schedules(count)):
        if phrase not in known:
            known[phrase] = last_due(phrase, now.date())
        day, clock = known[phrase]
        start = f"{day.isoformat()}T{clock}"
        at = int(datetime.datetime.fromisoformat(start + "+00:00").timestamp())
        rows.append((at, f"r{place}", start, "given", "due", "1"))
        rows.append((at + 3600, f"r{place}", start, "done", None, start))
    rows.sort(key=lambda row: row[0])
    connection.executemany(
        "INSERT INTO events(at, ritual, occurrence, fact, kind, detail) VALUES (?, ?, ?, ?, ?, ?)", rows)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def main():
    daemon = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    with tempfile.TemporaryDirectory() as folder:
        config, _ = write(folder, count)
        state = os.path.join(folder, "state")
        ready(daemon, config, folder, state)
        lengthen(state, count)
        pairs = [(ready(daemon, config, folder), ready(daemon, config, folder, state)) for _ in range(runs)]
    first, again = (statistics.median(times) for times in zip(*pairs))
    print(f"start to ready, {number(count)} rituals, milliseconds, medians")
    print(f"{'without a history':>22} {first:>8.1f}")
    print(f"{'each answered once':>22} {again:>8.1f}  {again / first:.2f} times as long")


if __name__ == "__main__":
    main()
