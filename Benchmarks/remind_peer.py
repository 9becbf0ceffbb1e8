#!/usr/bin/env python3
"""What looking costs: `kin next --json` beside `remind -n` on the same schedules, in turn, and the median of each.

remind_peer.py KIN FOLDER [RUNS]: the files stay in the folder.
"""
import os
import statistics
import subprocess
import sys
import time

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]


def schedules(count):
    """Each as a phrase and as a line of remind: first weekday of a month, weekly, day of a month, yearly."""
    for number in range(count):
        day, month = DAYS[number % 7], MONTHS[number % 12]
        clock = f"{number % 24:02}:{number * 7 % 60:02}"
        date = number % 28 + 1
        message = f"AT {clock} MSG Ritual {number}"
        yield [
            (f"every first {day.lower()} at {clock}", f"REM {day} 1 {message}"),
            (f"every {day.lower()} at {clock}", f"REM {day} {message}"),
            (f"every month on day {date} at {clock}", f"REM {date} {message}"),
            (f"every year on {date} {month.lower()} at {clock}", f"REM {date} {month} {message}"),
        ][number % 4]


def write(folder, count):
    config, reminders = os.path.join(folder, f"{count}.json"), os.path.join(folder, f"{count}.rem")
    rituals = []
    with open(reminders, "w", encoding="utf-8") as file:
        for number, (phrase, line) in enumerate(schedules(count)):
            print(line, file=file)
            rituals.append(f'{{ "id": "r{number}", "title": "Ritual {number}", "with": ["ana"], "when": "{phrase}" }}')
    with open(config, "w", encoding="utf-8") as file:
        print('{ "me": "sam", "timeZone": "Europe/Berlin",', file=file)
        print('  "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana" } }, "rituals": [', file=file)
        print(",\n".join(rituals) + "\n] }", file=file)
    return config, reminders


def milliseconds(arguments, environment):
    begin = time.perf_counter()
    subprocess.run(arguments, env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begin) * 1000


def main():
    kin, folder, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 15
    environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)
    print("kin next --json beside remind -n, milliseconds from start to end, medians")
    print(f"{'rituals':>8} {'kin':>8} {'remind':>8} {'ratio':>6}")
    for count in [10, 1_000, 10_000]:
        config, reminders = write(folder, count)
        pairs = [
            (milliseconds([kin, "next", "--json", "--config", config], environment),
             milliseconds(["remind", "-n", reminders], environment))
            for _ in range(runs)
        ]
        own, peer = (statistics.median(times) for times in zip(*pairs))
        print(f"{count:>8} {own:>8.1f} {peer:>8.1f} {own / peer:>6.2f}")


if __name__ == "__main__":
    main()
