"""python-dateutil on rules from standard input, `RULE<tab>START<tab>ZONE<tab>HOW MANY<tab>LAST` a line with times in
seconds since 1970: prints the occurrences, or `-` where it refuses or takes too long."""

import signal
import sys
import warnings
from datetime import datetime, timedelta, timezone

from dateutil import rrule, tz

warnings.simplefilter("ignore")
epoch = datetime(1970, 1, 1)


class TooLong(Exception):
    pass


def leave(*_):
    raise TooLong


signal.signal(signal.SIGVTALRM, leave)


def answer(line):
    text, start, zone, count, last = line.rstrip("\n").split("\t")
    zone = timezone.utc if zone == "UTC" else tz.gettz(zone)
    begin = (epoch + timedelta(seconds=int(start))).replace(tzinfo=zone)
    found = []
    for one in rrule.rrulestr(text, dtstart=begin):
        instant = int(one.astimezone(timezone.utc).timestamp())
        if instant > int(last) or len(found) == int(count):
            break
        found.append(str(instant))
    return ",".join(found)


for line in sys.stdin:
    try:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.1)
            told = answer(line)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except (TooLong, ValueError, OverflowError, IndexError, TypeError):
        told = "-"
    print(told)
