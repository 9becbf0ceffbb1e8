#include "LibicalPeer.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

struct libical_rule {
  struct icalrecurrencetype rule;
  struct icaltimetype start;
  icaltimezone *zone;
};

static struct icaltimetype wall_time(int64_t wall, icaltimezone *zone) {
  struct icaltimetype time = icaltime_from_timet_with_zone(wall, 0, icaltimezone_get_utc_timezone());
  time.zone = zone;
  return time;
}

static int64_t instant(struct icaltimetype time, icaltimezone *zone) {
  return icaltime_as_timet_with_zone(time, zone ? zone : icaltimezone_get_utc_timezone());
}

struct libical_rule *libical_rule_new(const char *text, int64_t start, const char *zone) {
  icalerror_set_errors_are_fatal(0);
  struct libical_rule *made = calloc(1, sizeof *made);
  made->rule = icalrecurrencetype_from_string(text);
  made->zone = zone ? (strcmp(zone, "UTC") ? icaltimezone_get_builtin_timezone(zone) : icaltimezone_get_utc_timezone()) : NULL;
  if (made->rule.freq == ICAL_NO_RECURRENCE || (zone && !made->zone)) {
    free(made);
    return NULL;
  }
  made->start = wall_time(start, made->zone);
  return made;
}

void libical_rule_free(struct libical_rule *rule) {
  free(rule->rule.rscale);
  free(rule);
}

int64_t libical_rule_next(struct libical_rule *rule, int64_t after, bool jump) {
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule->rule, rule->start);
  if (!iterator) return INT64_MIN;
  if (jump) {
    struct icaltimetype from = icaltime_from_timet_with_zone(
        after, 0, rule->zone ? rule->zone : icaltimezone_get_utc_timezone());
    from.zone = rule->zone;
    icalrecur_iterator_set_start(iterator, from);
  }
  int64_t found = INT64_MIN;
  for (;;) {
    struct icaltimetype next = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(next)) break;
    found = instant(next, rule->zone);
    if (found > after) break;
    found = INT64_MIN;
  }
  icalrecur_iterator_free(iterator);
  return found;
}

int libical_rule_list(struct libical_rule *rule, int64_t *found, int count) {
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule->rule, rule->start);
  if (!iterator) return -1;
  int filled = 0;
  while (filled < count) {
    struct icaltimetype next = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(next)) break;
    found[filled++] = instant(next, rule->zone);
  }
  icalrecur_iterator_free(iterator);
  return filled;
}

void libical_warm_up(const char *zone) {
  icaltimezone *made = icaltimezone_get_builtin_timezone(zone);
  if (made) instant(wall_time(INT64_C(2145916800), made), made);
}

int libical_rule_ask(struct libical_rule *rule, int64_t *found, int count, int milliseconds) {
  int ends[2];
  if (pipe(ends)) return -1;
  pid_t child = fork();
  if (child == 0) {
    struct itimerval timer = {{0, 0}, {milliseconds / 1000, milliseconds % 1000 * 1000}};
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
    int32_t filled = libical_rule_list(rule, found, count);
    if (write(ends[1], &filled, sizeof filled) < 0) _exit(1);
    if (filled > 0 && write(ends[1], found, sizeof *found * (size_t)filled) < 0) _exit(1);
    _exit(0);
  }
  close(ends[1]);
  int32_t filled = -1;
  if (child < 0 || read(ends[0], &filled, sizeof filled) != sizeof filled) filled = -1;
  if (filled > 0) {
    ssize_t wanted = (ssize_t)(sizeof *found * (size_t)filled);
    if (read(ends[0], found, (size_t)wanted) != wanted) filled = -1;
  }
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  return filled;
}
